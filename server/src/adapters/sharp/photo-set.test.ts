import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import type { ImageFormat } from '../../domain/photo.ts';
import type { ImageProcessor, RefusedImage, RenderedImage, RenditionSize } from '../../ports/images.ts';
import { writeGeneratedSet } from '../../testing/inputs/generated-set.ts';
import { type Expectation, findPhotoSet, type PhotoSet } from '../../testing/inputs/photo-set.ts';
import { decodeHeic } from './decode/heif.ts';
import { createSharpImages } from './sharp-images.ts';

const generated = await writeGeneratedSet();
after(() => generated[Symbol.asyncDispose]());
const photoSet = findPhotoSet();

const formats: string[] = ['jpeg', 'png', 'gif', 'webp', 'avif', 'heic', 'tiff'];
const ladder: RenditionSize[] = [
  { width: 320, format: 'webp' },
  { width: 1280, format: 'jpeg' },
];

testSet('generated pictures', generated);
if (photoSet) testSet('the photo test set', photoSet);

function testSet(name: string, set: PhotoSet): void {
  describe(name, { concurrency: availableParallelism() }, () => testPictures(set));
}

function testPictures({ directory: source, entries }: PhotoSet): void {
  let images: ImageProcessor;
  let directory: string;

  before(async () => {
    images = createSharpImages({ concurrency: availableParallelism() });
    directory = await mkdtemp(join(tmpdir(), 'vitrine-photo-set-'));
  });

  after(async () => {
    await images[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  async function render(sourcePath: string): Promise<RenderedImage | RefusedImage> {
    const outputDirectory = await mkdtemp(join(directory, 'out-'));
    const image = await images.render({ sourcePath, outputDirectory, ladder });
    assert.ok(image.outcome !== 'undrawn', JSON.stringify(image));
    return image;
  }

  for (const { file, format, expect } of entries) {
    it(`${expect.outcome}s ${file}`, async () => {
      const sourcePath = join(source, file);
      const image = await render(sourcePath);
      if (image.outcome === 'refused') {
        const isOffered = formats.includes(format);
        assert.ok(expect.outcome !== 'accept' || !isOffered, `${image.reason}: ${image.detail}`);
        if (!isOffered) {
          assert.equal(image.reason, 'unsupported');
          assert.match(
            image.detail,
            /^This is .*\. Vitrine supports JPEG, PNG, GIF, WebP, AVIF, HEIC and TIFF\./,
          );
        }
        return;
      }
      assert.notEqual(expect.outcome, 'reject');
      assert.equal(image.format, format);
      assertSize(image, expect);
      assertMetadata(image, expect);
      assert.deepEqual([image.animated, image.frames], [expect.animated, expect.frames]);
      await assertSanitized(sourcePath, image);
    });
  }

  async function assertSanitized(sourcePath: string, original: RenderedImage): Promise<void> {
    const targetPath = join(await mkdtemp(join(directory, 'sanitized-')), 'sanitized');
    await images.stripPrivateMetadata({ sourcePath, format: original.format, targetPath });
    const sanitized = await render(targetPath);
    assert.ok(sanitized.outcome === 'rendered');
    assert.deepEqual(sanitized.metadata, {});
    assert.deepEqual(
      [sanitized.width, sanitized.height, sanitized.frames],
      [original.width, original.height, original.frames],
    );
    const [before, after] = await Promise.all([
      decodePixels(sourcePath, original.format),
      decodePixels(targetPath, original.format),
    ]);
    assert.ok(before.equals(after), 'the same pixels');
  }
}

function assertSize(image: RenderedImage, expect: Expectation): void {
  if (expect.loose?.includes('size')) return;
  const tolerance = image.format === 'avif' || image.format === 'heic' ? 1 : 0;
  const differences = [image.width - (expect.width ?? 0), image.height - (expect.height ?? 0)];
  assert.ok(
    differences.every((difference) => Math.abs(difference) <= tolerance),
    `${image.width} × ${image.height}`,
  );
}

function assertMetadata({ metadata }: RenderedImage, expect: Expectation): void {
  if (!expect.loose?.includes('taken_at')) assert.equal(metadata.takenAt ?? null, expect.taken_at);
  if (expect.loose?.includes('position')) return;
  const round = (degrees: number | undefined) =>
    degrees === undefined ? null : Math.round(degrees * 1000) / 1000;
  const { latitude, longitude } = metadata.place ?? {};
  assert.deepEqual([round(latitude), round(longitude)], [expect.lat, expect.lon]);
}

/** Returns upright pixels of all frames. Limits the pixels of animations whose canvas does not fit in memory. */
async function decodePixels(path: string, format: ImageFormat): Promise<Buffer> {
  if (format === 'heic') return (await decodeHeic(await readFile(path))).data;
  const animated = format === 'gif' || format === 'webp';
  const picture = sharp(path, { animated, limitInputPixels: 200_000_000 });
  return (animated ? picture : picture.autoOrient()).raw().toBuffer();
}
