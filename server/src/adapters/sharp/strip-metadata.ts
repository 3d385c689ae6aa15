import { open, readFile, stat } from 'node:fs/promises';
import type { ImageFormat } from '../../domain/photo.ts';
import type { ImageLimits } from './image-limits.ts';
import { stripGif } from './strip-gif.ts';
import { stripHeif } from './strip-heif.ts';
import { stripJpeg } from './strip-jpeg.ts';
import { stripPng } from './strip-png.ts';
import { stripTiff } from './strip-tiff.ts';
import { stripWebp } from './strip-webp.ts';

export type StripRequest = {
  sourcePath: string;
  format: ImageFormat;
  targetPath: string;
  limits: ImageLimits;
};

/** From the bytes of a sound picture to the pieces of its twin. Nothing is coded anew. */
const strippers: Record<ImageFormat, (bytes: Buffer) => Buffer[]> = {
  jpeg: stripJpeg,
  png: stripPng,
  gif: stripGif,
  webp: stripWebp,
  avif: stripHeif,
  heic: stripHeif,
  tiff: stripTiff,
};

export async function stripMetadata({ sourcePath, format, targetPath, limits }: StripRequest): Promise<void> {
  const { size } = await stat(sourcePath);
  if (size > limits.bytes) throw new Error('The file is beyond the limit');
  const pieces = strippers[format](await readFile(sourcePath));
  await using target = await open(targetPath, 'w');
  await target.writeFile(pieces);
}
