import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { ImageRefusal } from './image-refusal.ts';
import { allowMissingRows } from './missing-rows.ts';

/** Two copies of the file, and two of its pixels in grey, lie in memory. */
const maximumBytes = 100_000_000;
const maximumPixels = 120_000_000;

const endOfImage = Buffer.from([0xff, 0xd9]);
/** Bytes that are no marker. Where pixels are missing, these become some. */
const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 167 + 29) % 251));

/**
 * Returns the bytes of a JPEG with its end put back, if all but a strip at the foot of the picture is there, as viewers
 * show it. The decoder does not tell how far it came: pixels that are missing change with whatever follows the last byte.
 */
export async function mendJpeg(path: string, refusal: unknown): Promise<Buffer | undefined> {
  if (!isCutShort(refusal) || (await stat(path)).size > maximumBytes) return undefined;
  const bytes = dropHalfMarker(await readFile(path));
  const mended = Buffer.concat([bytes, endOfImage]);
  const [shown, changed] = [
    await decodeGrey(mended),
    await decodeGrey(Buffer.concat([bytes, noise, endOfImage])),
  ];
  if (!shown || !changed) return undefined;
  const { width, height } = shown.info;
  const difference = findDifference(shown.data, changed.data);
  const missing = difference === undefined ? 0 : height - Math.floor(difference / width);
  return missing <= allowMissingRows(height) ? mended : undefined;
}

function dropHalfMarker(bytes: Buffer): Buffer {
  return bytes.at(-1) === 0xff ? bytes.subarray(0, -1) : bytes;
}

function isCutShort(refusal: unknown): boolean {
  if (!(refusal instanceof ImageRefusal) || !(refusal.cause instanceof Error)) return false;
  const lines = refusal.cause.message.trim().split('\n');
  return lines.every((line) => line.endsWith('premature end of JPEG image'));
}

async function decodeGrey(bytes: Buffer) {
  try {
    return await sharp(bytes, { failOn: 'none', limitInputPixels: maximumPixels })
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch {
    return undefined;
  }
}

/** Finds the first difference. Compares whole stretches, which is much quicker than bytes. */
function findDifference(a: Buffer, b: Buffer): number | undefined {
  const stretch = 65_536;
  for (let start = 0; start < a.length; start += stretch) {
    const [left, right] = [a.subarray(start, start + stretch), b.subarray(start, start + stretch)];
    if (!left.equals(right)) return start + left.findIndex((value, index) => value !== right[index]);
  }
  return undefined;
}
