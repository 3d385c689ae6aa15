import { open } from 'node:fs/promises';
import { describeOther, findFormat, formatHeadBytes } from '@vitrine/contract/file-formats.ts';
import type { ImageFormat } from '../../domain/photo.ts';
import type { RefusedImage, RenderedImage, RenderRequest } from '../../ports/images.ts';
import { describeColors } from './describe-colors.ts';
import { fitSize } from './fit-size.ts';
import type { ImageLimits } from './image-limits.ts';
import { ImageRefusal } from './image-refusal.ts';
import { openAvif, openHeic } from './open-heif.ts';
import { openImage } from './open-image.ts';
import { openPng } from './open-png.ts';
import { openTiffImage } from './open-tiff.ts';
import type { OpenedImage } from './opened-image.ts';
import { readMetadata } from './read-metadata.ts';
import { renderLadder } from './render-ladder.ts';

/** Runs in the child process: from an untrusted file to its renditions and its description. */
export async function renderImage(
  request: RenderRequest,
  limits: ImageLimits,
): Promise<RenderedImage | RefusedImage> {
  try {
    const image = await openSource(request.sourcePath, limits);
    const widest = Math.max(...request.ladder.map((size) => size.width));
    const base = await image.decode(fitSize(image, widest));
    const { format, width, height, frames } = image;
    return {
      outcome: 'rendered',
      format,
      width,
      height,
      animated: frames > 1,
      frames,
      ...(await describeColors(base)),
      renditions: await renderLadder(request, image, base),
      metadata: readMetadata(image.blocks),
    };
  } catch (error) {
    if (!(error instanceof ImageRefusal)) throw error;
    return { outcome: 'refused', reason: error.reason, detail: error.message };
  }
}

async function openSource(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const format = await identifyFormat(path, limits);
  if (format === 'heic') return openHeic(path, limits);
  if (format === 'avif') return openAvif(path, limits);
  if (format === 'png') return openPng(path, limits);
  if (format === 'tiff') return openTiffImage(path, limits);
  return openImage(path, format, limits);
}

async function identifyFormat(path: string, limits: ImageLimits): Promise<ImageFormat> {
  await using file = await open(path);
  const { size } = await file.stat();
  if (size > limits.bytes) throw new ImageRefusal('too-large', 'The file is too large.');
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(formatHeadBytes), position: 0 });
  const found = findFormat(buffer.subarray(0, bytesRead));
  if (found && 'taken' in found) return found.taken;
  throw new ImageRefusal('unsupported', describeOther(found?.other));
}
