import { open, readFile, stat } from 'node:fs/promises';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { ColorEncoding } from '../color/color-encoding.ts';
import { type ImageLimits, ImageRefusal, maxMissingRows, type Size } from '../image-limits.ts';
import { type ApngFrame, countPngPictures, splitApng } from './apng.ts';
import { decodeStill, openImage } from './open-image.ts';
import { checkSize, type OpenedImage, refuseImage } from './opened-image.ts';
import { listPngChunks, readPngEncoding, writePngChunk } from './png-chunks.ts';

/** Limits memory: decoded frames take 4 bytes a pixel. Longer animations are shown as a still picture. */
const maximumPixels = 50_000_000;

/** Composes the frames of an animated PNG itself, because libvips reads only the still picture. */
export async function openPng(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const frames = countPngPictures(await readHead(path));
  const encoding = await readPngEncoding(path);
  const image = await openImage(path, 'png', limits, { hasSeparateFrames: frames > 1, encoding });
  if (frames === 1) return openStill(path, limits, image, encoding);
  checkSize(image, frames, limits);
  if (image.width * image.height * frames > maximumPixels) return { ...image, frames };
  const animation = splitApng(await readFile(path));
  if (animation.frames.length + Number(animation.hasOwnStill) !== frames)
    throw new ImageRefusal('corrupt', 'The animation is incomplete.');
  const canvas = { width: image.width, height: image.height };
  const pixels = await composeFrames(animation.frames, canvas, encoding).catch(refuseImage);
  const { loop } = animation;
  const delay = animation.frames.map((frame) => frame.delay);
  return {
    ...image,
    frames,
    openFrames: () => stackFrames(pixels, canvas, delay.length).webp({ loop, delay }),
  };
}

/** Accepts a picture that lost its last bytes, as viewers do. */
function openStill(
  path: string,
  limits: ImageLimits,
  image: OpenedImage,
  encoding: ColorEncoding | undefined,
): OpenedImage {
  return {
    ...image,
    async decode(size) {
      try {
        return await image.decode(size);
      } catch (refusal) {
        const bytes = await repairPng(path, refusal);
        if (!bytes) throw refusal;
        return (await openImage(path, 'png', limits, { bytes, encoding })).decode(size);
      }
    },
  };
}

/** Reads the start of the file, which contains the animation's control chunk. */
async function readHead(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(1_000_000), position: 0 });
  return buffer.subarray(0, bytesRead);
}

function stackFrames(pixels: Buffer, { width, height }: Size, frames: number): Sharp {
  const raw = { width, height: height * frames, channels: 4 as const, pageHeight: height };
  return sharp(pixels, { raw, animated: true, limitInputPixels: false });
}

/** Stacks all frames vertically, each composed as it appears. */
async function composeFrames(
  frames: ApngFrame[],
  canvas: Size,
  encoding: ColorEncoding | undefined,
): Promise<Buffer> {
  const size = 4 * canvas.width * canvas.height;
  const shown = Buffer.alloc(size * frames.length);
  let before = Buffer.alloc(size);
  for (const [index, frame] of frames.entries()) {
    if (frame.left + frame.width > canvas.width || frame.top + frame.height > canvas.height) {
      throw new Error('a frame exceeds the canvas');
    }
    const now = shown.subarray(index * size, (index + 1) * size);
    before.copy(now);
    composeFrame(now, canvas, frame, await decodeFrame(frame, encoding));
    if (frame.disposal === 'previous') continue;
    before = Buffer.from(now);
    if (frame.disposal === 'background') clearFrame(before, canvas, frame);
  }
  return shown;
}

async function decodeFrame(
  { png, width, height }: ApngFrame,
  encoding: ColorEncoding | undefined,
): Promise<Buffer> {
  const input = { failOn: 'error', limitInputPixels: width * height } as const;
  const metadata = await sharp(png, input).metadata();
  const open = (options: { ignoreIcc: boolean }) => sharp(png, { ...input, ...options });
  const { data, info } = await decodeStill({ metadata, encoding, open });
  return info.channels === 4 ? data : sharp(data, { raw: info }).ensureAlpha().raw().toBuffer();
}

function composeFrame(
  target: Buffer,
  canvas: Size,
  { left, top, width, height, blending }: ApngFrame,
  source: Buffer,
): void {
  for (let row = 0; row < height; row += 1) {
    const at = 4 * ((top + row) * canvas.width + left);
    const line = source.subarray(4 * row * width, 4 * (row + 1) * width);
    if (blending === 'source') line.copy(target, at);
    else for (let pixel = 0; pixel < line.length; pixel += 4) blendPixel(target, at + pixel, line, pixel);
  }
}

/** Blends two pixels with unassociated alpha. */
function blendPixel(target: Buffer, at: number, source: Buffer, from: number): void {
  const above = (source[from + 3] ?? 0) / 255;
  const below = ((target[at + 3] ?? 0) / 255) * (1 - above);
  const alpha = above + below;
  if (alpha === 0) return;
  for (let channel = 0; channel < 3; channel += 1) {
    const mixed = (source[from + channel] ?? 0) * above + (target[at + channel] ?? 0) * below;
    target[at + channel] = Math.round(mixed / alpha);
  }
  target[at + 3] = Math.round(alpha * 255);
}

function clearFrame(target: Buffer, canvas: Size, { left, top, width, height }: ApngFrame): void {
  for (let row = top; row < top + height; row += 1) {
    const at = 4 * (row * canvas.width + left);
    target.fill(0, at, at + 4 * width);
  }
}

/** Limits memory: the file, its decompressed rows, and both again during compression. */
const maximumBytes = 100_000_000;
const maximumRowBytes = 200_000_000;

/** Samples per pixel by colour type: PNG third edition, 11.2.1. */
const samplesOf: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** The "Up" filter adds the row above, so a row of zeros repeats it. */
const repeatsAbove = 2;

/**
 * Repairs a PNG that lost its last rows, as viewers do. Refuses interlaced files, whose last rows are spread over the
 * picture.
 */
async function repairPng(path: string, refusal: unknown): Promise<Buffer | undefined> {
  if (!(refusal instanceof ImageRefusal) || refusal.reason !== 'corrupt') return undefined;
  if ((await stat(path)).size > maximumBytes) return undefined;
  const bytes = await readFile(path);
  const chunks = [...listPngChunks(bytes)];
  const header = chunks[0]?.type === 'IHDR' ? chunks[0].data : undefined;
  if (header?.length !== 13 || header[12] !== 0) return undefined;
  const rest = bytes.subarray(8 + chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0));
  const isCutInPixels = rest.length >= 8 && rest.toString('latin1', 4, 8) === 'IDAT';
  if (!isCutInPixels) return undefined;
  const length = Math.min(rest.readUInt32BE(0), rest.length - 8);
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const rows = repairRows(Buffer.concat([...packed, rest.subarray(8, 8 + length)]), header);
  if (!rows) return undefined;
  return Buffer.concat([
    bytes.subarray(0, 8),
    ...chunks.filter(({ type }) => type !== 'IDAT').map((chunk) => chunk.bytes),
    writePngChunk('IDAT', deflateSync(rows, { level: 1 })),
    writePngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function repairRows(packed: Buffer, header: Buffer): Buffer | undefined {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bits = (header[8] ?? 0) * (samplesOf[header[9] ?? 0] ?? 0);
  const rowLength = 1 + Math.ceil((width * bits) / 8);
  if (bits === 0 || rowLength * height > maximumRowBytes) return undefined;
  const found = unpack(packed, rowLength * height);
  const whole = Math.floor(found.length / rowLength);
  if (height - whole > maxMissingRows(height)) return undefined;
  const missing = Buffer.alloc(rowLength * (height - whole));
  for (let at = 0; at < missing.length; at += rowLength) missing[at] = repeatsAbove;
  return Buffer.concat([found.subarray(0, whole * rowLength), missing]);
}

/** Decompresses as much data as there is. */
function unpack(packed: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength });
  } catch {
    return Buffer.alloc(0);
  }
}
