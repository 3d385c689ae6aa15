import { open, readFile, stat } from 'node:fs/promises';
import type { ImageFormat } from '../../../domain/photo.ts';
import type { ImageLimits } from '../image-limits.ts';
import { stripHeif, stripTiff } from '../strip/blank-in-place.ts';
import { stripGif, stripJpeg, stripPng, stripWebp } from '../strip/drop-segments.ts';
import { runWorkerLoop } from './worker-loop.ts';

/* A program of its own: it starts without libvips and works on machines that lack it. */
runWorkerLoop(async (task) => {
  if (task.kind !== 'strip') throw new Error(`This process does not ${task.kind}.`);
  await stripMetadata(task);
  return { kind: 'stripped' };
});

type StripRequest = {
  sourcePath: string;
  format: ImageFormat;
  targetPath: string;
  limits: ImageLimits;
};

/** Return the parts of a sanitized copy of a valid picture, without re-encoding. */
const strippers: Record<ImageFormat, (bytes: Buffer) => Buffer[]> = {
  jpeg: stripJpeg,
  png: stripPng,
  gif: stripGif,
  webp: stripWebp,
  avif: stripHeif,
  heic: stripHeif,
  tiff: stripTiff,
};

async function stripMetadata({ sourcePath, format, targetPath, limits }: StripRequest): Promise<void> {
  const { size } = await stat(sourcePath);
  if (size > limits.bytes) throw new Error('The file exceeds the size limit');
  const parts = strippers[format](await readFile(sourcePath));
  await using target = await open(targetPath, 'w');
  await target.writeFile(parts);
}
