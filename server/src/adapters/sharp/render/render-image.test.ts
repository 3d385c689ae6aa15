import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { RefusedImage, RenderedImage } from '../../../ports/images.ts';
import { convertToSrgb } from '../color/icc-conversion.ts';
import { listPngChunks, writePngChunk } from '../decode/png-chunks.ts';
import { defaultImageLimits, type ImageLimits } from '../image-limits.ts';
import { renderImage } from './render-image.ts';

describe('rendering within limits', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-render-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  async function render(
    bytes: Buffer,
    limits: Partial<ImageLimits> = {},
  ): Promise<RenderedImage | RefusedImage> {
    const sourcePath = join(directory, 'source');
    await writeFile(sourcePath, bytes);
    const request = {
      sourcePath,
      outputDirectory: directory,
      ladder: [{ width: 10, format: 'webp' as const }],
    };
    return renderImage(request, { ...defaultImageLimits, ...limits });
  }

  const excesses: [what: string, limits: Partial<ImageLimits>, limit: RegExp][] = [
    ['a file of too many bytes', { bytes: 50 }, /The limit is 0 MB/],
    [
      'too many pixels',
      { pixels: 100 },
      /The picture has 20 × 10 pixels, .* limit for this format is 0 megapixels/,
    ],
    ['too wide a picture', { side: 15 }, /The picture has 20 × 10 pixels\. The limit is 15 pixels per side/],
    ['too many frames', { frames: 2 }, /has 3 frames\. Vitrine takes up to 2\./],
    ['too many pixels in all frames', { animatedPixels: 500 }, /All 3 frames have 1 megapixels .* up to 1\./],
  ];
  for (const [what, limits, limit] of excesses) {
    it(`refuses ${what} and names the limit`, async () => {
      const image = await render(await drawAnimation(), limits);
      assert.ok(image.outcome === 'refused' && image.reason === 'too-large');
      assert.match(image.detail, limit);
    });
  }

  it('names the limit if only the decoder reads the size', async () => {
    const tiff = await sharp({ create: { width: 4000, height: 300, channels: 3, background: '#777' } })
      .tiff({ compression: 'none' })
      .toBuffer();
    const image = await render(tiff, { pixels: 1_000_000 });
    assert.ok(image.outcome === 'refused' && image.reason === 'too-large');
    assert.match(
      image.detail,
      /^The picture has 4,000 × 300 pixels, 2 megapixels\. The limit for this format is 1 megapixels/,
    );
  });

  it('distinguishes camera raw files from TIFF and names them', async () => {
    const tiff = await composeFrame('#f00').tiff().toBuffer();
    assert.equal((await render(tiff)).outcome, 'rendered');
    for (const [bytes, name] of [
      [writeSensorTiff('NIKON CORPORATION'), '(Nikon NEF)'],
      [writeSensorTiff('PENTAX'), '(Pentax PEF)'],
      [mark(tiff, 'CR\x02\0'), '(Canon CR2)'],
      [mark(tiff, 'IIII'), '(Phase One IIQ)'],
    ] as const) {
      const image = await render(bytes);
      assert.ok(image.outcome === 'refused' && image.reason === 'unsupported');
      assert.match(image.detail, /^This is a camera’s raw file/);
      assert.ok(image.detail.includes(name), image.detail);
      assert.match(image.detail, /Vitrine supports JPEG, .* TIFF\. Export it as JPEG\.$/);
    }
  });

  for (const [start, name] of [
    ['\xff\x0a', 'a JPEG XL picture'],
    ['BM\x36\0\0\0\0\0\0\0', 'a BMP picture'],
    ['\0\0\0\x18ftypcrx \0\0\0\x01crx isom', 'a camera’s raw file (Canon CR3)'],
    ['FUJIFILMCCD-RAW ', 'a camera’s raw file (Fujifilm RAF)'],
    ['\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'a QuickTime video (MOV)'],
  ] as const)
    it(`names ${name} and the accepted formats in its refusal`, async () => {
      const image = await render(Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(500)]));
      assert.ok(image.outcome === 'refused' && image.reason === 'unsupported');
      assert.ok(image.detail.startsWith(`This is ${name}. Vitrine supports JPEG, PNG,`), image.detail);
    });

  it('accepts a PNG without the text that decompresses to too much', async () => {
    const png = await composeFrame('#f00').png().toBuffer();
    const bomb = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(20_000_000, 32))]);
    const image = await render(
      Buffer.concat([png.subarray(0, 33), writePngChunk('zTXt', bomb), png.subarray(33)]),
    );
    assert.equal(image.outcome, 'rendered');
  });

  it('composes the frames of an animated PNG', async () => {
    const image = await render(await writeApng());
    assert.ok(image.outcome === 'rendered');
    assert.deepEqual([image.animated, image.frames], [true, 2]);
    const [rendition] = image.renditions;
    assert.ok(rendition);
    const bytes = await readFile(rendition.path);
    const { pages, delay, loop } = await sharp(bytes).metadata();
    assert.deepEqual({ pages, delay, loop }, { pages: 2, delay: [500, 500], loop: 7 });
    const second = await sharp(bytes, { page: 1 }).removeAlpha().raw().toBuffer();
    assert.ok((second[0] ?? 0) < 50 && (second[1] ?? 0) > 200, 'the left half is painted over with green');
    assert.ok((second.at(-3) ?? 0) > 200 && (second.at(-2) ?? 0) < 50, 'the right half is still red');
  });

  const animations: [format: string, write: () => Promise<Buffer>][] = [
    ['WebP', async () => withOrientation(sharp(await drawAnimation(), { animated: true }).webp())],
    ['PNG', async () => turnPng(await writeApng())],
  ];
  for (const [format, write] of animations) {
    it(`ignores the orientation of an animated ${format}`, async () => {
      const bytes = await write();
      assert.equal((await sharp(bytes).metadata()).orientation, 6);
      const image = await render(bytes);
      assert.ok(image.outcome === 'rendered', JSON.stringify(image));
      assert.deepEqual([image.animated, image.width, image.height], [true, 20, 10]);
      const [rendition] = image.renditions;
      assert.ok(rendition);
      const { pages, width, height } = await sharp(await readFile(rendition.path)).metadata();
      assert.deepEqual([width, height], [10, 5]);
      assert.ok((pages ?? 1) > 1);
    });
  }

  it('converts pixels from a profile to sRGB and ignores a broken profile', async () => {
    const info = { width: 1, height: 1, channels: 4 as const };
    const image = { data: Buffer.from([200, 100, 50, 128]), info };
    const profile = await loadDisplayP3();
    assert.ok(profile);
    const { data } = await convertToSrgb(image, profile);
    // Computed with the matrices of SMPTE EG 432-1 and IEC 61966-2-1.
    for (const [index, value] of [215, 93, 31, 128].entries())
      assert.ok(Math.abs((data[index] ?? 0) - value) <= 2, `${[...data]}`);
    assert.deepEqual((await convertToSrgb(image, Buffer.alloc(200))).data, image.data);
  });
});

/** The Display P3 profile of libvips. */
async function loadDisplayP3(): Promise<Buffer | undefined> {
  return (await sharp(await composeFrame('#000').withIccProfile('p3').png().toBuffer()).metadata()).icc;
}

function composeFrame(background: string): Sharp {
  return sharp({ create: { width: 20, height: 10, channels: 3, background } });
}

/** Writes a TIFF with two fields: Make, and a colour filter array as PhotometricInterpretation. */
function writeSensorTiff(make: string): Buffer {
  const file = Buffer.alloc(38 + make.length + 1);
  file.write('II*\0\x08\0\0\0\x02\0', 'latin1');
  const fields: [tag: number, type: number, count: number, value: number][] = [
    [0x0106, 3, 1, 32803],
    [0x010f, 2, make.length + 1, 38],
  ];
  for (const [index, [tag, type, count, value]] of fields.entries()) {
    const at = 10 + 12 * index;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    file.writeUInt32LE(value, at + 8);
  }
  file.write(make, 38, 'latin1');
  return file;
}

/** Writes a TIFF with a maker's signature after its header. Moves the directory to the end of a copy. */
function mark(tiff: Buffer, text: string): Buffer {
  const marked = Buffer.concat([tiff, tiff.subarray(tiff.readUInt32LE(4))]);
  marked.writeUInt32LE(tiff.length, 4);
  marked.write(text, 8, 'latin1');
  return marked;
}

async function drawAnimation(): Promise<Buffer> {
  const frames = await Promise.all(
    ['#f00', '#0f0', '#00f'].map((color) => composeFrame(color).png().toBuffer()),
  );
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}

const withOrientation = (picture: Sharp): Promise<Buffer> =>
  picture.withMetadata({ orientation: 6 }).toBuffer();

/** Writes the orientation to a PNG in an eXIf chunk after the header. */
async function turnPng(png: Buffer): Promise<Buffer> {
  const chunks = [...listPngChunks(await withOrientation(composeFrame('#f00').png()))];
  const exif = chunks.filter(({ type }) => type === 'eXIf').map(({ bytes }) => bytes);
  return Buffer.concat([png.subarray(0, 33), ...exif, png.subarray(33)]);
}

/** Composes a red frame and a green frame over its left half. */
async function writeApng(): Promise<Buffer> {
  const red = [...listPngChunks(await composeFrame('#f00').png().toBuffer())];
  const green = [
    ...listPngChunks(await composeFrame('#0f0').resize(10, 10, { fit: 'fill' }).png().toBuffer()),
  ];
  const pick = (chunks: typeof red, type: string) => chunks.filter((chunk) => chunk.type === type);
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2, 0);
  control.writeUInt32BE(7, 4);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...pick(red, 'IHDR').map(({ bytes }) => bytes),
    writePngChunk('acTL', control),
    writeFrameControl(0, 20),
    ...pick(red, 'IDAT').map(({ bytes }) => bytes),
    writeFrameControl(1, 10),
    ...pick(green, 'IDAT').map(({ data }) =>
      writePngChunk('fdAT', Buffer.concat([Buffer.from([0, 0, 0, 2]), data])),
    ),
    writePngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function writeFrameControl(sequence: number, width: number): Buffer {
  const data = Buffer.alloc(26);
  data.writeUInt32BE(sequence, 0);
  data.writeUInt32BE(width, 4);
  data.writeUInt32BE(10, 8);
  data.writeUInt16BE(1, 20);
  data.writeUInt16BE(2, 22);
  return writePngChunk('fcTL', data);
}
