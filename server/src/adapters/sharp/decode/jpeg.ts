import { open, readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { type ImageLimits, ImageRefusal, maxMissingRows } from '../image-limits.ts';
import { openImage } from './open-image.ts';
import type { OpenedImage } from './opened-image.ts';

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
async function repairJpeg(path: string, refusal: unknown): Promise<Buffer | undefined> {
  if (!isCutShort(refusal) || (await stat(path)).size > maximumBytes) return undefined;
  const bytes = dropHalfMarker(await readFile(path));
  const repaired = Buffer.concat([bytes, endOfImage]);
  const [shown, changed] = [
    await decodeGrey(repaired),
    await decodeGrey(Buffer.concat([bytes, noise, endOfImage])),
  ];
  if (!shown || !changed) return undefined;
  const { width, height } = shown.info;
  const difference = findDifference(shown.data, changed.data);
  const missing = difference === undefined ? 0 : height - Math.floor(difference / width);
  return missing <= maxMissingRows(height) ? repaired : undefined;
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

/** Comments, profiles and thumbnails come before the frame header. */
const headLength = 2_000_000;

/** Coding processes by the second byte of their markers: ITU-T T.81 table B.1. */
const processes: Record<number, string> = {
  195: 'lossless coding',
  197: 'hierarchical coding',
  198: 'hierarchical coding',
  199: 'hierarchical lossless coding',
  201: 'arithmetic coding',
  202: 'arithmetic coding',
  203: 'arithmetic lossless coding',
  205: 'hierarchical arithmetic coding',
  206: 'hierarchical arithmetic coding',
  207: 'hierarchical arithmetic coding',
  247: 'JPEG-LS',
};

/** Names what sets a JPEG apart from ordinary ones. */
async function describeJpeg(path: string): Promise<string | undefined> {
  const frame = await readFrame(path);
  if (!frame) return undefined;
  const parts = [
    processes[frame.process],
    frame.bits === 8 ? undefined : `${frame.bits} bits a sample`,
    frame.samples > 4 ? `${frame.samples} channels` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

type Frame = { process: number; bits: number; samples: number };

async function readFrame(path: string): Promise<Frame | undefined> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headLength), position: 0 });
  for (let at = 2; at + 10 <= bytesRead; ) {
    const marker = buffer[at + 1] ?? 0;
    if (buffer[at] !== 0xff) return undefined;
    if (marker === 0xff) at += 1;
    else if (isFrame(marker))
      return { process: marker, bits: buffer[at + 4] ?? 0, samples: buffer[at + 9] ?? 0 };
    else at += 2 + buffer.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Without the markers of Huffman tables, of JPEG itself, and of arithmetic conditioning. */
function isFrame(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;
}

/** Takes a JPEG that lost its last bytes, as viewers do. */
export async function openJpeg(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const describeKind = () => describeJpeg(path);
  const image = await openImage(path, 'jpeg', limits, { describeKind });
  return {
    ...image,
    async decode(size) {
      try {
        return await image.decode(size);
      } catch (refusal) {
        const bytes = await repairJpeg(path, refusal);
        if (!bytes) throw refusal;
        return (await openImage(path, 'jpeg', limits, { bytes, isRepaired: true })).decode(size);
      }
    },
  };
}
