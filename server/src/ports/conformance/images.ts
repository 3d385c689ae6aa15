import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import type { ImageFormat } from '../../domain/photo.ts';
import type { ImageProcessor, RefusedImage, RenderedImage, RenditionSize } from '../images.ts';

const ladder: RenditionSize[] = [
  { width: 30, format: 'webp' },
  { width: 300, format: 'webp' },
  { width: 600, format: 'webp' },
  { width: 300, format: 'jpeg' },
];

/** Describes the promises of every image processor. */
export function describeImageProcessor(name: string, create: () => ImageProcessor): void {
  describe(name, () => {
    let images: ImageProcessor;
    let directory: string;

    before(() => {
      images = create();
    });

    after(() => images[Symbol.asyncDispose]());

    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'vitrine-images-'));
    });

    afterEach(async () => {
      await rm(directory, { recursive: true });
    });

    async function render(bytes: Buffer | string): Promise<RenderedImage | RefusedImage> {
      const sourcePath = join(directory, 'source');
      await writeFile(sourcePath, bytes);
      const outputDirectory = await mkdtemp(join(directory, 'out-'));
      const image = await images.render({ sourcePath, outputDirectory, ladder });
      assert.ok(image.outcome !== 'undrawn', JSON.stringify(image));
      return image;
    }

    async function renderSound(bytes: Buffer): Promise<RenderedImage> {
      const image = await render(bytes);
      assert.equal(image.outcome, 'rendered', JSON.stringify(image));
      return image as RenderedImage;
    }

    async function strip(bytes: Buffer, format: ImageFormat): Promise<Buffer> {
      const request = { sourcePath: join(directory, 'source'), format, targetPath: join(directory, 'twin') };
      await writeFile(request.sourcePath, bytes);
      await images.stripPrivateMetadata(request);
      assert.deepEqual(await readFile(request.sourcePath), bytes, 'the original is untouched');
      return readFile(request.targetPath);
    }

    it('crops the requested square and moves it inside the picture', async () => {
      const halves = { create: { width: 400, height: 200, channels: 3, background: '#ff0000' } } as const;
      const blue = await sharp({ create: { ...halves.create, width: 200, background: '#0000ff' } })
        .png()
        .toBuffer();
      const sourcePath = join(directory, 'source');
      await sharp(halves)
        .composite([{ input: blue, left: 200, top: 0 }])
        .webp()
        .toFile(sourcePath);
      for (const [left, size, expected] of [
        [0, 1000, [255, 0, 0]],
        [500, 1000, [0, 0, 255]],
        [900, 1000, [0, 0, 255]],
        [600, 300, [0, 0, 255]],
        [100, 300, [255, 0, 0]],
      ] as const) {
        const targetPath = join(directory, `part-${left}-${size}`);
        await images.cropSquare({ sourcePath, targetPath, crop: { left, top: 0, size }, side: 60 });
        const { data, info } = await sharp(targetPath).raw().toBuffer({ resolveWithObject: true });
        assert.deepEqual([info.width, info.height], [60, 60]);
        for (const at of [0, data.length - info.channels])
          for (const [channel, value] of expected.entries())
            assert.ok(
              Math.abs((data[at + channel] ?? 0) - value) < 24,
              `${left} ${size}: ${data.subarray(at, at + 3)}`,
            );
      }
    });

    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      it(`shows a picture stored in orientation ${orientation} upright`, async () => {
        const image = await renderSound(await storeTurned(orientation));
        assert.deepEqual([image.width, image.height], [90, 60]);
        await assertUpright(await readFile(pick(image, 90, 'webp')));
        await assertUpright(await readFile(pick(image, 90, 'jpeg')));
      });
    }

    it('never enlarges, and merges the sizes beyond the picture into one', async () => {
      const image = await renderSound(await drawUpright().png().toBuffer());
      const sizes = image.renditions.map(({ width, height, format }) => `${width}x${height} ${format}`);
      assert.deepEqual(sizes, ['30x20 webp', '90x60 webp', '90x60 jpeg']);
    });

    it('keeps a picture of at most twice its width within twice the width', async () => {
      const tall = sharp({ create: { width: 500, height: 1000, channels: 3, background: '#777777' } });
      const image = await renderSound(await tall.png().toBuffer());
      assert.deepEqual(
        image.renditions.map(({ width, height }) => [width, height]),
        [
          [30, 60],
          [300, 600],
          [500, 1000],
          [300, 600],
        ],
      );
    });

    for (const [what, size, long] of [
      ['panorama', { width: 4000, height: 200 }, 'width'],
      ['shot of a long page', { width: 200, height: 4000 }, 'height'],
    ] as const)
      it(`keeps the detail of a ${what}: the short side bounds its sizes`, async () => {
        const strip = sharp({ create: { ...size, channels: 3, background: '#777777' } });
        const image = await renderSound(await strip.png().toBuffer());
        const webp = image.renditions.filter(({ format }) => format === 'webp');
        assert.deepEqual(webp.at(-1), { ...webp.at(-1), ...size });
        for (const rendition of image.renditions) {
          const exact = (size[long] * Math.min(rendition.width, rendition.height)) / 200;
          assert.ok(Math.abs(rendition[long] - exact) <= exact / 10 + 20, JSON.stringify(rendition));
          assert.ok(Math.min(rendition.width, rendition.height) > 12, JSON.stringify(rendition));
        }
      });

    it('renders sizes for strips only for strips', async () => {
      const sizes = [...ladder, { width: 900, format: 'webp', onlyStrips: true }] as const;
      const widest = async (width: number, height: number) => {
        const plain = sharp({ create: { width, height, channels: 3, background: '#777777' } });
        const sourcePath = join(directory, 'source');
        await writeFile(sourcePath, await plain.png().toBuffer());
        const outputDirectory = await mkdtemp(join(directory, 'out-'));
        const image = await images.render({ sourcePath, outputDirectory, ladder: sizes });
        assert.ok(image.outcome === 'rendered');
        return Math.max(...image.renditions.map((rendition) => rendition.width));
      };
      assert.equal(await widest(1000, 800), 600);
      assert.equal(await widest(1800, 400), 1800);
    });

    it('returns the size and type of each written file', async () => {
      const image = await renderSound(await drawUpright().jpeg().toBuffer());
      for (const { path, ...stated } of image.renditions) {
        const { format, width, height, size } = await sharp(await readFile(path)).metadata();
        assert.deepEqual(stated, { format, width, height, bytes: size });
      }
    });

    it('converts a wide-gamut picture instead of dropping its profile', async () => {
      const color = { r: 200, g: 90, b: 60 };
      const picture = sharp({ create: { width: 40, height: 40, channels: 3, background: color } });
      const image = await renderSound(await picture.withIccProfile('p3').png().toBuffer());
      const rendition = await readFile(pick(image, 40, 'webp'));
      assert.equal((await sharp(rendition).metadata()).icc, undefined);
      assertNear(await readPixel(rendition, 20, 20), [200, 90, 60]);
    });

    it('converts CMYK', async () => {
      const image = await renderSound(await drawUpright().toColourspace('cmyk').jpeg().toBuffer());
      assert.equal((await sharp(await readFile(pick(image, 90, 'webp'))).metadata()).space, 'srgb');
    });

    it('keeps transparency in WebP and puts white behind it in JPEG', async () => {
      const glass = sharp({ create: { width: 40, height: 40, channels: 4, background: '#00000000' } });
      const image = await renderSound(await glass.png().toBuffer());
      assert.equal((await sharp(await readFile(pick(image, 40, 'webp'))).metadata()).hasAlpha, true);
      assertNear(await readPixel(await readFile(pick(image, 40, 'jpeg')), 20, 20), [255, 255, 255]);
    });

    for (const [what, ink, matte] of [
      ['black', '#000000', '#ffffff'],
      ['dark red', '#701010', '#ffffff'],
      ['white', '#ffffff', '#202124'],
      ['pale yellow', '#fff8c0', '#202124'],
    ] as const)
      it(`keeps a ${what} drawing on transparency from vanishing in JPEG and in its main colour`, async () => {
        const stroke = { create: { width: 10, height: 10, channels: 3 as const, background: ink } };
        const clear = { create: { width: 40, height: 40, channels: 4 as const, background: '#00000000' } };
        const drawing = sharp(clear).composite([{ input: stroke, left: 0, top: 0 }]);
        const image = await renderSound(await drawing.png().toBuffer());
        const jpeg = await readFile(pick(image, 40, 'jpeg'));
        const readHex = (color: string) => [...Buffer.from(color.slice(1), 'hex')];
        assertNear(await readPixel(jpeg, 4, 4), readHex(ink));
        assertNear(await readPixel(jpeg, 30, 30), readHex(matte));
        assertNear(readHex(image.color), readHex(matte));
      });

    for (const format of ['gif', 'webp'] as const) {
      it(`keeps an animated ${format} animated`, async () => {
        const animation = (await drawAnimation())[format]({ loop: 3, delay: [100, 200, 300] });
        const image = await renderSound(await animation.toBuffer());
        assert.deepEqual([image.animated, image.frames, image.width, image.height], [true, 3, 40, 20]);
        const { pages, loop, delay } = await sharp(await readFile(pick(image, 40, 'webp'))).metadata();
        assert.deepEqual({ pages, loop, delay }, { pages: 3, loop: 3, delay: [100, 200, 300] });
        const small = await sharp(await readFile(pick(image, 30, 'webp'))).metadata();
        assert.deepEqual([small.width, small.pageHeight ?? small.height, small.pages], [30, 15, 3]);
        assertNear(await readPixel(await readFile(pick(image, 40, 'jpeg')), 20, 10), [255, 0, 0]);
      });
    }

    it('describes the picture by a main colour and a placeholder', async () => {
      const plain = sharp({ create: { width: 64, height: 64, channels: 3, background: '#204080' } });
      const image = await renderSound(await plain.png().toBuffer());
      assert.equal(image.color, '#204080');
      assert.match(image.thumbhash, /^[\w+/]{20,40}=*$/);
    });

    it('reads when and where a photo was taken', async () => {
      const { metadata } = await renderSound(await takePhoto().jpeg().toBuffer());
      assert.equal(metadata.takenAt, '2024-06-01T10:00:00+02:00');
      assert.deepEqual(metadata.place, { latitude: -33.85, longitude: 151.2 });
      assert.equal(metadata.camera, 'Canon EOS 7D');
    });

    const refusals: [reason: RefusedImage['reason'], what: string, make: () => Promise<Buffer | string>][] = [
      ['unsupported', 'an empty file', async () => ''],
      ['unsupported', 'a web page', async () => '<!doctype html><title>x</title>'],
      ['unsupported', 'SVG', async () => '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
      ['corrupt', 'half a JPEG', async () => cutInHalf(await drawNoise().jpeg().toBuffer())],
      [
        'corrupt',
        'half a progressive JPEG',
        async () => cutInHalf(await drawNoise().jpeg({ progressive: true }).toBuffer()),
      ],
      ['corrupt', 'half a PNG', async () => cutInHalf(await drawNoise().png().toBuffer())],
      ['corrupt', 'half a WebP', async () => cutInHalf(await drawNoise().webp().toBuffer())],
      ['corrupt', 'half an AVIF', async () => cutInHalf(await drawNoise().avif({ effort: 0 }).toBuffer())],
      ['corrupt', 'a signature and nothing else', async () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
      [
        'too-large',
        'more pixels than anyone needs',
        async () => claimSize(await drawUpright().png().toBuffer(), 60_000),
      ],
    ];
    for (const [reason, what, make] of refusals) {
      it(`refuses ${what} as ${reason}`, async () => {
        const image = await render(await make());
        assert.equal(image.outcome === 'refused' && image.reason, reason);
      });
    }

    it('returns the processor time of rendering', async () => {
      const sourcePath = join(directory, 'source');
      await writeFile(sourcePath, await drawUpright().png().toBuffer());
      let spent = 0;
      await images.render({ sourcePath, outputDirectory: directory, ladder }, undefined, (milliseconds) => {
        spent += milliseconds;
      });
      assert.ok(spent > 0);
    });

    it('refuses a picture that crashes the decoder while others render', async () => {
      const sourcePath = join(directory, 'source');
      await writeFile(sourcePath, await drawUpright().png().toBuffer());
      const impossible = [null as unknown as RenditionSize];
      const image = await images.render({ sourcePath, outputDirectory: directory, ladder: impossible });
      assert.equal(image.outcome, 'undrawn', JSON.stringify(image));
    });

    it('rejects instead of refusing the picture if the output cannot be written', async () => {
      const sourcePath = join(directory, 'source');
      await writeFile(sourcePath, await drawUpright().png().toBuffer());
      const outputDirectory = join(directory, 'absent');
      await assert.rejects(images.render({ sourcePath, outputDirectory, ladder }));
    });

    for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const) {
      it(`strips private metadata from ${format} without touching pixels, profile or orientation`, async () => {
        const original = await takePhoto()
          .withMetadata({ orientation: 6 })
          .withIccProfile('p3')
          .withXmp(privatePacket)
          [format]()
          .toBuffer();
        const twin = await strip(original, format);
        const [before, after] = await Promise.all([sharp(original).metadata(), sharp(twin).metadata()]);
        assert.deepEqual(await decodePixels(twin), await decodePixels(original));
        assert.deepEqual([before.autoOrient.width, before.autoOrient.height], [60, 90]);
        assert.deepEqual([after.orientation, after.autoOrient], [before.orientation, before.autoOrient]);
        assert.deepEqual(after.icc, before.icc);
        assert.equal(after.xmp, undefined);
        assert.deepEqual((await renderSound(twin)).metadata, {});
        for (const secret of ['Canon', '2024:06:01', 'Secret'])
          assert.equal(twin.includes(secret), false, secret);
      });
    }

    it('removes data after the end of the picture', async () => {
      for (const format of ['jpeg', 'png', 'gif', 'webp'] as const) {
        const tail = Buffer.from('a film, an archive or a script');
        const twin = await strip(Buffer.concat([await drawUpright()[format]().toBuffer(), tail]), format);
        assert.equal(twin.includes('archive'), false, format);
      }
    });

    it('rejects when the caller aborts', async () => {
      const sourcePath = join(directory, 'source');
      await writeFile(sourcePath, await drawUpright().png().toBuffer());
      const request = { sourcePath, outputDirectory: directory, ladder };
      await assert.rejects(images.render(request, AbortSignal.abort(new Error('enough'))), /enough/);
    });

    it('rejects, rather than refusing a file, when it is closed', async () => {
      const closed = create();
      await closed[Symbol.asyncDispose]();
      const request = { sourcePath: join(directory, 'source'), outputDirectory: directory, ladder };
      await assert.rejects(closed.render(request), /closed/);
    });
  });
}

const privatePacket = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Secret</dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta>`;

/** Draws 90 × 60 pixels: red with a blue right half and a green upper left corner. */
function drawUpright(): Sharp {
  const square = (width: number, height: number, background: string) => ({
    create: { width, height, channels: 3 as const, background },
  });
  return sharp(square(90, 60, '#ff0000')).composite([
    { input: square(45, 60, '#0000ff'), left: 45, top: 0 },
    { input: square(30, 30, '#00ff00'), left: 0, top: 0 },
  ]);
}

async function assertUpright(rendition: Buffer): Promise<void> {
  assertNear(await readPixel(rendition, 10, 10), [0, 255, 0]);
  assertNear(await readPixel(rendition, 10, 50), [255, 0, 0]);
  assertNear(await readPixel(rendition, 75, 10), [0, 0, 255]);
  assertNear(await readPixel(rendition, 75, 50), [0, 0, 255]);
}

/** Stores the picture rotated, with an Exif orientation that reverts it. */
async function storeTurned(orientation: number): Promise<Buffer> {
  const turns: Record<number, (picture: Sharp) => Sharp> = {
    2: (picture) => picture.flop(),
    3: (picture) => picture.rotate(180),
    4: (picture) => picture.flip(),
    5: (picture) => picture.rotate(90),
    6: (picture) => picture.rotate(270),
    7: (picture) => picture.rotate(90),
    8: (picture) => picture.rotate(90),
  };
  const turned = await (turns[orientation]?.(sharp(await drawUpright().png().toBuffer())) ?? drawUpright())
    .png()
    .toBuffer();
  const mirrored =
    orientation === 5 ? sharp(turned).flop() : orientation === 7 ? sharp(turned).flip() : sharp(turned);
  return mirrored.withMetadata({ orientation }).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
}

async function drawAnimation(): Promise<Sharp> {
  const frames = ['#ff0000', '#00ff00', '#0000ff'].map((background) =>
    sharp({ create: { width: 40, height: 20, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(frames), { join: { animated: true } });
}

function drawNoise(): Sharp {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  return sharp({ create: { width: 200, height: 200, channels: 3, background: '#000000', noise } });
}

function takePhoto(): Sharp {
  return drawUpright().withExif({
    IFD0: { Make: 'Canon', Model: 'Canon EOS 7D' },
    IFD2: { DateTimeOriginal: '2024:06:01 10:00:00', OffsetTimeOriginal: '+02:00' },
    IFD3: {
      GPSLatitudeRef: 'S',
      GPSLatitude: '33/1 51/1 0/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: '151/1 12/1 0/1',
    },
  });
}

function cutInHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}

/** Changes the size in the header of a PNG. Its checksum no longer matches, but the size limit must apply first. */
function claimSize(png: Buffer, side: number): Buffer {
  const claim = Buffer.from(png);
  claim.writeUInt32BE(side, 16);
  claim.writeUInt32BE(side, 20);
  return claim;
}

function pick(image: RenderedImage, width: number, format: 'webp' | 'jpeg'): string {
  const rendition = image.renditions.find((entry) => entry.width === width && entry.format === format);
  assert.ok(rendition, `a ${format} of width ${width}`);
  return rendition.path;
}

async function readPixel(bytes: Buffer, left: number, top: number): Promise<number[]> {
  const pixel = sharp(bytes).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw();
  return [...(await pixel.toBuffer())];
}

async function decodePixels(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes).raw().toBuffer();
}

function assertNear(actual: number[], expected: number[]): void {
  const isNear = expected.every((value, channel) => Math.abs(value - (actual[channel] ?? -1000)) <= 12);
  assert.ok(isNear, `${actual} is near ${expected}`);
}
