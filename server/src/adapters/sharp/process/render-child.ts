import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderImage } from '../render/render-image.ts';
import { type CropRequest, runWorkerLoop } from './worker-loop.ts';

configureSharp();
runWorkerLoop(async (task) => {
  if (task.kind === 'render')
    return { kind: 'rendered', image: await renderImage(task.request, task.limits) };
  if (task.kind === 'crop') {
    await cropSquare(task);
    return { kind: 'crop' };
  }
  if (task.kind !== 'self-test') throw new Error(`This process does not ${task.kind}.`);
  await runSelfTest(task.directory);
  return { kind: 'self-tested' };
});

/** Uses one thread and no cache, and enables only the decoders of accepted formats. */
function configureSharp(): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpeg',
      'VipsForeignLoadPng',
      'VipsForeignLoadNsgif',
      'VipsForeignLoadWebp',
      'VipsForeignLoadHeif',
      'VipsForeignLoadTiff',
    ],
  });
}

/** Crops a rendition, which is upright and in sRGB. Crops the first frame of an animation. */
async function cropSquare({ sourcePath, targetPath, crop, side }: CropRequest): Promise<void> {
  const image = sharp(sourcePath);
  const { width, height } = await image.metadata();
  const length = Math.max(1, Math.round((Math.min(width, height) * crop.size) / 1000));
  const inside = (offset: number, whole: number) =>
    Math.max(0, Math.min(Math.round((whole * offset) / 1000), whole - length));
  const square = {
    left: inside(crop.left, width),
    top: inside(crop.top, height),
    width: length,
    height: length,
  };
  const bytes = await image.extract(square).resize(side, side).webp({ quality: 82 }).toBuffer();
  await writeFile(targetPath, bytes);
}

const side = 1024;
/* More than the renditions of most pictures take together. */
const selfTestBytes = 8_000_000;

/** Encodes, decodes and writes a known good picture to the output folder. Throws if the machine cannot. */
async function runSelfTest(directory: string): Promise<void> {
  const blank = { width: side, height: side, channels: 3, background: '#808080' } as const;
  const picture = await sharp({ create: blank }).jpeg().toBuffer();
  const rendered = await sharp(picture, { failOn: 'error' })
    .resize(side / 2)
    .webp({ effort: 0 })
    .toBuffer();
  const path = join(directory, 'proof');
  try {
    await writeFile(path, rendered);
    await writeFile(path, Buffer.alloc(selfTestBytes), { flush: true });
  } finally {
    await rm(path, { force: true });
  }
}
