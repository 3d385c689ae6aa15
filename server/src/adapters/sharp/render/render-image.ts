import { open } from 'node:fs/promises';
import { describeOther, findFormat } from '@vitrine/contract/file-formats.ts';
import { maxPixels } from '@vitrine/contract/limits.ts';
import {
  describeExcess,
  describeExcessBytes,
  headerBytes,
  pixelLimitOf,
  readPictureHeader,
} from '@vitrine/contract/picture-header.ts';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { ImageFormat } from '../../../domain/photo.ts';
import type { RefusedImage, RenderedImage, RenderRequest } from '../../../ports/images.ts';
import { openAvif, openHeic } from '../decode/heif.ts';
import { openJpeg } from '../decode/jpeg.ts';
import { openImage } from '../decode/open-image.ts';
import type { OpenedImage, RawImage } from '../decode/opened-image.ts';
import { openPng } from '../decode/png.ts';
import { openTiffImage } from '../decode/tiff.ts';
import { type ImageLimits, ImageRefusal } from '../image-limits.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { fitSize, planLadder, renderLadder } from './render-ladder.ts';

/** Renders an untrusted file and describes it. Runs in a worker process. */
export async function renderImage(
  request: RenderRequest,
  limits: ImageLimits,
): Promise<RenderedImage | RefusedImage> {
  try {
    const image = await openSource(request.sourcePath, limits);
    const [first, ...others] = planLadder(image, request.ladder);
    if (!first) throw new Error('a ladder without sizes');
    const { width: baseWidth, height: baseHeight } = others.reduce(
      (a, b) => (b.width > a.width ? b : a),
      first,
    );
    const base = await image.decode({ width: baseWidth, height: baseHeight });
    const { format, width, height, frames } = image;
    const { matte, ...colors } = await computePlaceholder(base);
    return {
      outcome: 'rendered',
      format,
      width,
      height,
      animated: frames > 1,
      frames,
      ...colors,
      renditions: await renderLadder(request, image, base, matte),
      metadata: readMetadata(image.blocks),
    };
  } catch (error) {
    if (!(error instanceof ImageRefusal)) throw error;
    return { outcome: 'refused', reason: error.reason, detail: error.message };
  }
}

async function openSource(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const { format, pixels } = await identifyFile(path, limits);
  const ownLimits = { ...limits, pixels };
  if (format === 'heic') return openHeic(path, ownLimits);
  if (format === 'avif') return openAvif(path, ownLimits);
  if (format === 'png') return openPng(path, ownLimits);
  if (format === 'tiff') return openTiffImage(path, ownLimits);
  if (format === 'jpeg') return openJpeg(path, ownLimits);
  return openImage(path, format, ownLimits);
}

/** Detects the format from the bytes. Returns it with the pixel limit of this kind of picture. */
async function identifyFile(
  path: string,
  limits: ImageLimits,
): Promise<{ format: ImageFormat; pixels: number }> {
  await using file = await open(path);
  const { size } = await file.stat();
  if (size > limits.bytes) throw new ImageRefusal('too-large', describeExcessBytes(size, limits.bytes));
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headerBytes), position: 0 });
  const head = buffer.subarray(0, bytesRead);
  const found = findFormat(head);
  if (!found || 'other' in found) throw new ImageRefusal('unsupported', describeOther(found?.other));
  const header = readPictureHeader(head, found.taken);
  const ofKind = header ? pixelLimitOf(found.taken, header) : maxPixels[found.taken];
  const pixels = Math.min(limits.pixels, ofKind);
  const excess = header && describeExcess(header, { pixels, side: limits.side });
  if (excess) throw new ImageRefusal('too-large', excess);
  return { format: found.taken, pixels };
}

/** ThumbHash keeps at most 7 × 7 frequencies; more pixels take time and change nothing. */
const sampleSide = 48;

async function computePlaceholder({
  data,
  info,
}: RawImage): Promise<{ thumbhash: string; color: string; matte: string }> {
  const { width, height } = fitSize(info, info.height > info.width ? sampleSide / 2 : sampleSide);
  const pixels = await sharp(data, { raw: info, limitInputPixels: false })
    .resize({ width, height, fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer();
  const thumbhash = Buffer.from(rgbaToThumbHash(width, height, pixels)).toString('base64');
  const matte = chooseMatte(pixels);
  return { thumbhash, color: findMainColor(flattenOnto(pixels, matte)), matte: toHex(matte) };
}

const white = [255, 255, 255] as const;
const dark = [32, 33, 36] as const;
type Matte = readonly [red: number, green: number, blue: number];
/** Minimum contrast between a drawing and the background behind it. */
const leastContrast = 2;

/** Chooses the background for a transparent picture: white, or dark if the picture itself is nearly white. */
function chooseMatte(rgba: Buffer): Matte {
  let [light, weight] = [0, 0];
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    light += alpha * luminance([red, green, blue]);
    weight += alpha;
  }
  if (weight === 0) return white;
  // Contrast ratio: WCAG 2.2.
  return (1 + 0.05) / (light / weight + 0.05) < leastContrast ? dark : white;
}

function luminance(color: Matte): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function flattenOnto(rgba: Buffer, matte: Matte): Buffer {
  const laid = Buffer.from(rgba);
  for (let at = 0; at + 3 < laid.length; at += 4) {
    const alpha = (laid[at + 3] ?? 0) / 255;
    for (const [channel, below] of matte.entries())
      laid[at + channel] = Math.round((laid[at + channel] ?? 0) * alpha + below * (1 - alpha));
  }
  return laid;
}

/** Returns the mean of the largest group of similar pixels: those with the same upper three bits of each channel. */
function findMainColor(rgba: Buffer): string {
  const groups = new Map<number, { count: number; red: number; green: number; blue: number }>();
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3);
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const group = groups.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
    group.count += 1;
    group.red += red;
    group.green += green;
    group.blue += blue;
    groups.set(key, group);
  }
  const [largest] = [...groups.values()].sort((a, b) => b.count - a.count);
  if (!largest) return '#ffffff';
  return toHex([largest.red, largest.green, largest.blue].map((sum) => Math.round(sum / largest.count)));
}

const toHex = (color: readonly number[]) => `#${Buffer.from(color).toString('hex')}`;
