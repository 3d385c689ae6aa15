import { readOrientation, writeOrientation } from './orientation-exif.ts';

const keptTypes = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Bits of VP8X: RFC 9649 2.7. */
const exifFlag = 0x08;
const xmpFlag = 0x04;

/** Ends where the container says: whatever follows stays behind. */
export function stripWebp(bytes: Buffer): Buffer[] {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  const pieces: Buffer[] = [];
  let exif: Buffer | undefined;
  for (let at = 12; at + 8 <= end; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (keptTypes.has(type)) pieces.push(Buffer.from(bytes.subarray(at, Math.min(next, end))));
    if (type === 'EXIF') exif ??= writeOrientation(readOrientation(bytes.subarray(at + 8, at + 8 + length)));
    at = next;
  }
  const [first] = pieces;
  const isExtended = first?.toString('latin1', 0, 4) === 'VP8X';
  if (first && isExtended) first[8] = ((first[8] ?? 0) & ~(exifFlag | xmpFlag)) | (exif ? exifFlag : 0);
  if (exif && isExtended) pieces.push(wrapExif(exif));
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(4 + pieces.reduce((sum, piece) => sum + piece.length, 0), 4);
  return [head, ...pieces];
}

function wrapExif(block: Buffer): Buffer {
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(block.length, 4);
  return Buffer.concat([head, block]); // its length is even, so no padding
}
