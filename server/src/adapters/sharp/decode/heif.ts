import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { type ColorEncoding, isHdr, isSrgb, readProfileEncoding } from '../color/color-encoding.ts';
import { convertForDisplay, toSamples } from '../color/convert-for-display.ts';
import { convertToSrgb } from '../color/icc-conversion.ts';
import { type ImageLimits, ImageRefusal, type Size, unsupportedKind } from '../image-limits.ts';
import type { HeicAnswer, HeicRequest } from './heic-worker.ts';
import { readHeifBlocks, readHeifEncoding, readIccProfile } from './heif-colors.ts';
import { type HeifFile, isComplete, listBoxes, readClaimedSize, readHeifFile } from './heif-file.ts';
import { openImage } from './open-image.ts';
import { checkSize, type OpenedImage, type RawImage, refuseImage } from './opened-image.ts';

/**
 * Above this, 16-bit samples and the decoder's own do not fit in memory together. Downscaling then hides 8-bit
 * banding.
 */
const maximumDeepPixels = 25_000_000;

/** Decodes at once, because only libheif knows the size after rotation and cropping. */
export async function openHeic(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const { bytes, file } = await readHeif(path, 'HEIC');
  const claimed = readClaimedSize(file);
  checkSize(claimed, 1, limits);
  const profile = readIccProfile(file);
  const encoding = profile ? readProfileEncoding(profile) : readHeifEncoding(bytes, file);
  const isDeep =
    encoding !== undefined && isHdr(encoding) && claimed.width * claimed.height <= maximumDeepPixels;
  const picture = await decodeHeic(bytes, { isDeep });
  const { width, height } = picture.info;
  return {
    format: 'heic',
    width,
    height,
    frames: 1,
    blocks: readHeifBlocks(bytes, file),
    decode: (size) => convertHeic(picture, size, encoding, profile),
  };
}

async function convertHeic(
  picture: HeicPicture,
  size: Size,
  encoding: ColorEncoding | undefined,
  profile: Buffer | undefined,
): Promise<RawImage> {
  const { data, info, isDeep } = picture;
  const { width, height, channels } = info;
  const samples = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  const resized = await sharp(samples, { raw: { width, height, channels }, limitInputPixels: false })
    .resize({ ...size, fit: 'fill' })
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (!encoding || isSrgb(encoding)) return profile ? convertToSrgb(resized, profile) : resized;
  return convertForDisplay(toSamples(resized, isDeep), encoding);
}

export async function openAvif(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const { bytes, file } = await readHeif(path, 'AVIF');
  const encoding = readHeifEncoding(bytes, file);
  return openImage(path, 'avif', limits, { encoding: encoding && !isSrgb(encoding) ? encoding : undefined });
}

async function readHeif(path: string, format: 'HEIC' | 'AVIF'): Promise<{ bytes: Buffer; file: HeifFile }> {
  const bytes = await readFile(path);
  if (bytes.toString('latin1', 8, 12) === 'avis') {
    throw new ImageRefusal('unsupported', 'Animated AVIF is not supported.');
  }
  const file = readHeifFile(bytes);
  checkHeifKind(bytes, file, format);
  if (!file || !isComplete(bytes, file)) throw new ImageRefusal('corrupt', 'The picture is incomplete.');
  return { bytes, file };
}

/** Item types that derive a picture from others: ISO/IEC 23008-12, 6.6.2. */
const derived = new Set(['grid', 'iovl', 'iden', 'tmap', 'sato']);
const coded = { HEIC: new Set(['hvc1', 'hev1']), AVIF: new Set(['av01']) };

/** Names of coding types: ISO/IEC 23008-12 annexes, 23001-17 and 15444-16. */
const codings: Record<string, string> = {
  av01: 'AV1 coding',
  avc1: 'H.264 coding',
  evc1: 'EVC coding',
  hvc1: 'HEVC coding',
  hev1: 'HEVC coding',
  j2k1: 'JPEG 2000 coding',
  jpeg: 'JPEG coding',
  lhv1: 'layered HEVC coding',
  mski: 'a mask',
  unci: 'without compression',
  vvc1: 'VVC coding',
};

/** Refuses a valid file whose coding no decoder here supports, so that the message does not call it damaged. */
function checkHeifKind(bytes: Buffer, file: HeifFile | undefined, format: 'HEIC' | 'AVIF'): void {
  const primary = file?.items.get(file.primaryId);
  if (!file || !primary) {
    const isSequence = [...listBoxes(bytes, 0, bytes.length)].some(({ type }) => type === 'moov');
    if (isSequence) throw unsupportedKind(format, 'an image sequence without a still picture');
    return;
  }
  const sources = file.references.filter(({ type, from }) => type === 'dimg' && from === file.primaryId);
  const items = [primary, ...sources.flatMap(({ to }) => to.map((id) => file.items.get(id)))];
  for (const item of items) {
    if (!item || derived.has(item.type) || coded[format].has(item.type)) continue;
    throw unsupportedKind(format, codings[item.type] ?? 'an unknown coding');
  }
}

/** `isDeep` is true for 16-bit samples: they were requested and the file has more than 8 bits. */
type HeicPicture = RawImage & { isDeep: boolean };

/**
 * Decodes an HEVC picture, upright and in its own colour space. Runs in a thread: WebAssembly blocks, and this process
 * must notice when its parent exits. A thread that fails to start throws; it does not refuse the picture.
 */
export async function decodeHeic(bytes: Buffer, { isDeep = false } = {}): Promise<HeicPicture> {
  const request: HeicRequest = { bytes, isDeep };
  const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), { workerData: request });
  try {
    const [answer]: HeicAnswer[] = await once(worker, 'message');
    if (!answer || 'error' in answer) return await refuseImage(new Error(answer?.error), 'HEIC');
    const { width, height, channels, pixels } = answer;
    return { data: Buffer.from(pixels.buffer), info: { width, height, channels }, isDeep: answer.isDeep };
  } finally {
    await worker.terminate();
  }
}
