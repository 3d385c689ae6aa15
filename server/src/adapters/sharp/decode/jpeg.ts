import { open, readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { type ImageLimits, ImageRefusal, maxMissingRows } from '../image-limits.ts';
import { openImage } from './open-image.ts';
import type { OpenedImage } from './opened-image.ts';

/** Accepts a JPEG that lost its last bytes, as viewers do. */
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

/** Limits memory: two copies of the file and two grey bitmaps. */
const maximumBytes = 100_000_000;
const maximumPixels = 120_000_000;

const endOfImage = Buffer.from([0xff, 0xd9]);
/** Filler bytes without a marker. They change every pixel that the decoder reads past the end of the data. */
const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 167 + 29) % 251));

/**
 * Appends an end marker to a truncated JPEG if only a few rows at the bottom are missing; viewers show such files. The
 * decoder does not report where the data ends, so this compares two decodings with different trailing bytes: missing
 * pixels differ.
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

/**
 * Returns the offset of the first difference. Compares chunks first, because `Buffer.equals` is much faster than a
 * loop.
 */
function findDifference(a: Buffer, b: Buffer): number | undefined {
  const stretch = 65_536;
  for (let start = 0; start < a.length; start += stretch) {
    const [left, right] = [a.subarray(start, start + stretch), b.subarray(start, start + stretch)];
    if (!left.equals(right)) return start + left.findIndex((value, index) => value !== right[index]);
  }
  return undefined;
}

/** Comments, profiles and thumbnails may precede the frame header. */
const headLength = 2_000_000;

/** Coding processes by the second byte of their marker: ITU-T T.81, table B.1. */
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

/** Names the features that distinguish a JPEG from a common one. */
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

/** Excludes the markers DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;
}
