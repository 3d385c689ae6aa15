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
import type { ImageFormat } from '../../../domain/photo.ts';
import type { RefusedImage, RenderedImage, RenderRequest } from '../../../ports/images.ts';
import { openAvif, openHeic } from '../decode/heif.ts';
import { openJpeg } from '../decode/jpeg.ts';
import { openImage } from '../decode/open-image.ts';
import type { OpenedImage } from '../decode/opened-image.ts';
import { openPng } from '../decode/png.ts';
import { openTiffImage } from '../decode/tiff.ts';
import { type ImageLimits, ImageRefusal } from '../image-limits.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { computePlaceholder } from './placeholder.ts';
import { planLadder, renderLadder } from './render-ladder.ts';

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
