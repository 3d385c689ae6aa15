import { readFile } from 'node:fs/promises';
import { describeTiffRaw } from '@vitrine/contract/file-formats.ts';
import { findCameraRaw } from './camera-raw.ts';
import type { ImageLimits } from './image-limits.ts';
import { ImageRefusal } from './image-refusal.ts';
import { openImage } from './open-image.ts';
import type { OpenedImage } from './opened-image.ts';

/** A TIFF file is its own Exif block. */
export async function openTiffImage(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const bytes = await readFile(path);
  const raw = findCameraRaw(bytes);
  if (raw) throw new ImageRefusal('unsupported', describeTiffRaw(raw));
  const image = await openImage(path, 'tiff', limits);
  return { ...image, blocks: { ...image.blocks, exif: bytes } };
}
