import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import type { ImageProcessor } from '../../ports/images.ts';
import { writeHeicGrid } from '../../testing/images/write-heic-grid.ts';
import { createSharpImages } from './sharp-images.ts';

/* The pool kills a worker above its memory limit, so a rendered picture stayed within it. */
describe('pictures of 100-megapixel cameras and 200-megapixel phones', () => {
  let images: ImageProcessor;
  let directory: string;

  before(async () => {
    images = createSharpImages({ concurrency: 1 });
    directory = await mkdtemp(join(tmpdir(), 'vitrine-large-'));
  });

  after(async () => {
    await images[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  const blank = (width: number, height: number): Sharp =>
    sharp({ create: { width, height, channels: 3, background: '#5a783c' }, limitInputPixels: false });
  const files: [what: string, size: [number, number], make: (picture: Sharp) => Promise<Buffer>][] = [
    ['JPEG of a medium format camera', [11648, 8736], (picture) => picture.jpeg().toBuffer()],
    [
      'progressive JPEG of a medium format camera',
      [11656, 8742],
      (picture) => picture.jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    ],
    [
      'PNG of a medium format camera',
      [11656, 8742],
      (picture) => picture.png({ compressionLevel: 1 }).toBuffer(),
    ],
    [
      'TIFF of a medium format camera',
      [11656, 8742],
      (picture) => picture.tiff({ compression: 'lzw' }).toBuffer(),
    ],
    ['WebP of a medium format camera', [11656, 8742], (picture) => picture.webp({ effort: 0 }).toBuffer()],
    ['JPEG of a phone', [16320, 12240], (picture) => picture.jpeg().toBuffer()],
    ['HEIC of a phone', [12000, 9000], async () => writeHeicGrid({ width: 12000, height: 9000 })],
  ];
  for (const [what, [width, height], make] of files)
    it(`are rendered within the memory limit: ${what}, ${width} × ${height}`, async () => {
      const sourcePath = join(directory, 'source');
      await writeFile(sourcePath, await make(blank(width, height)));
      const outputDirectory = await mkdtemp(join(directory, 'out-'));
      const image = await images.render({
        sourcePath,
        outputDirectory,
        ladder: [{ width: 2048, format: 'webp' }],
      });
      assert.ok(image.outcome === 'rendered', JSON.stringify(image));
      assert.deepEqual([image.width, image.height], [width, height]);
    });
});
