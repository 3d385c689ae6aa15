import { openTiff } from './tiff-directory.ts';

const orientationTag = 0x0112;

/** What an Exif block says of the picture's orientation; 1, as it lies, where it says nothing sound. */
export function readOrientation(block: Buffer): number {
  const bytes = block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  const reader = openTiff(bytes);
  const directory = reader?.readDirectory(reader.firstAt);
  const [orientation = 1] = reader?.readNumbers(directory?.fields.get(orientationTag)) ?? [];
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/** An Exif block that holds the orientation and nothing else, or nothing for a picture that lies as it should. */
export function writeOrientation(orientation: number): Buffer | undefined {
  if (orientation === 1) return undefined;
  const block = Buffer.alloc(26);
  block.write('II*\0', 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(1, 8);
  block.writeUInt16LE(orientationTag, 10);
  block.writeUInt16LE(3, 12); // a 16-bit number
  block.writeUInt32LE(1, 14);
  block.writeUInt16LE(orientation, 18);
  return block;
}
