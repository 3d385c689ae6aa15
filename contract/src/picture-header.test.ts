import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TakenFormat } from './file-formats.ts';
import {
  describeExcess,
  describeExcessBytes,
  examineHead,
  pixelLimitOf,
  readPictureHeader,
} from './picture-header.ts';

/** Writes bytes at their positions. The rest is 0. */
function write(length: number, ...parts: [at: number, bytes: string | number[]][]): Uint8Array {
  const file = new Uint8Array(length);
  for (const [at, bytes] of parts)
    file.set(typeof bytes === 'string' ? Array.from(bytes, (letter) => letter.charCodeAt(0)) : bytes, at);
  return file;
}

const frame = (marker: number, samplings: number[]) => [
  ...[0xff, marker, 0, 17, 8, 0x22, 0x20, 0x2d, 0x80, samplings.length],
  ...samplings.flatMap((sampling, index) => [index + 1, sampling, 0]),
];
const exif = [0xff, 0xe1, 0, 20];
const extent = (width: number[], height: number[]) => write(16, [0, 'ispe'], [8, width], [12, height]);

describe('the header of a picture', () => {
  const headers: [what: string, format: TakenFormat, bytes: Uint8Array, size: number[], limit: number][] = [
    [
      'baseline JPEG',
      'jpeg',
      write(80, [0, [0xff, 0xd8]], [2, exif], [24, frame(0xc0, [0x22, 0x11, 0x11])]),
      [11648, 8736],
      210,
    ],
    [
      'JPEG with fill bytes',
      'jpeg',
      write(80, [0, [0xff, 0xd8, 0xff]], [3, frame(0xc1, [0x11])]),
      [11648, 8736],
      210,
    ],
    [
      'progressive JPEG with chroma subsampling',
      'jpeg',
      write(80, [0, [0xff, 0xd8]], [2, frame(0xc2, [0x22, 0x11, 0x11])]),
      [11648, 8736],
      210,
    ],
    [
      'progressive JPEG without it',
      'jpeg',
      write(80, [0, [0xff, 0xd8]], [2, frame(0xc2, [0x11, 0x11, 0x11])]),
      [11648, 8736],
      133,
    ],
    [
      'progressive CMYK JPEG',
      'jpeg',
      write(80, [0, [0xff, 0xd8]], [2, frame(0xc2, [0x11, 0x11, 0x11, 0x11])]),
      [11648, 8736],
      100,
    ],
    ['PNG', 'png', write(40, [16, [0, 0, 0x40, 0, 0, 0, 0x30, 0, 8, 2, 0, 0, 0]]), [16384, 12288], 210],
    [
      'interlaced PNG',
      'png',
      write(40, [16, [0, 0, 0x40, 0, 0, 0, 0x30, 0, 16, 6, 0, 0, 1]]),
      [16384, 12288],
      100,
    ],
    ['GIF', 'gif', write(20, [6, [0x40, 1, 0xf0, 0]]), [320, 240], 120],
    ['lossy WebP', 'webp', write(40, [12, 'VP8 '], [26, [0x40, 0x41, 0xf0, 0]]), [320, 240], 120],
    ['lossless WebP', 'webp', write(40, [12, 'VP8L'], [21, [0x3f, 0xc1, 0x3b, 0]]), [320, 240], 120],
    ['extended WebP', 'webp', write(40, [12, 'VP8X'], [24, [0x3f, 1, 0, 0xef, 0, 0]]), [320, 240], 120],
    [
      'TIFF',
      'tiff',
      write(
        60,
        [0, 'MM\0*'],
        [4, [0, 0, 0, 8, 0, 2]],
        [10, [1, 0, 0, 3, 0, 0, 0, 1, 1, 0x40]],
        [22, [1, 1, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0xf0]],
      ),
      [320, 240],
      120,
    ],
    [
      'HEIC in tiles',
      'heic',
      new Uint8Array([
        ...write(16, [0, 'grid']),
        ...extent([0, 0, 2, 0], [0, 0, 2, 0]),
        ...extent([0, 0, 0x2e, 0xe0], [0, 0, 0x23, 0x28]),
      ]),
      [12000, 9000],
      210,
    ],
    [
      'HEIC in one piece',
      'heic',
      new Uint8Array([...extent([0, 0, 0x2e, 0xe0], [0, 0, 0x23, 0x28]), ...write(16)]),
      [12000, 9000],
      80,
    ],
    [
      'AVIF',
      'avif',
      new Uint8Array([
        ...extent([0, 0, 0x2e, 0xe0], [0, 0, 0x23, 0x28]),
        ...write(20, [0, 'av1C'], [6, [0x0c]]),
      ]),
      [12000, 9000],
      53,
    ],
    [
      'AVIF of 10 bit',
      'avif',
      new Uint8Array([
        ...extent([0, 0, 0x2e, 0xe0], [0, 0, 0x23, 0x28]),
        ...write(20, [0, 'av1C'], [6, [0x4c]]),
      ]),
      [12000, 9000],
      33,
    ],
  ];
  for (const [what, format, bytes, size, limit] of headers)
    it(`reads the size of ${what}, which may have ${limit} megapixels`, () => {
      const header = readPictureHeader(bytes, format);
      assert.ok(header);
      assert.deepEqual([header.width, header.height], size);
      assert.equal(Math.floor(pixelLimitOf(format, header) / 1e6), limit);
    });

  for (const format of ['jpeg', 'png', 'gif', 'webp', 'tiff', 'avif', 'heic'] as const)
    it(`reads no size from truncated or random ${format}`, () => {
      for (const length of [0, 4, 9, 30, 3000]) {
        const noise = Uint8Array.from({ length }, (_, index) => (index * 7919) % 251);
        readPictureHeader(noise, format);
        assert.equal(readPictureHeader(noise.subarray(0, 9).fill(0), format), undefined);
      }
    });
});

describe('the refusal of too large pictures', () => {
  it('accepts the pictures of 100-megapixel cameras and 200-megapixel phones', () => {
    for (const [width, height] of [
      [11648, 8736],
      [11656, 8742],
      [12000, 9000],
      [16320, 12240],
    ] as const)
      assert.equal(describeExcess({ width, height }), undefined);
  });

  it('names the limit in numbers', () => {
    const limits = { pixels: 120_000_000, side: 30_000 };
    assert.equal(
      describeExcess({ width: 16320, height: 12240 }, limits),
      'The picture has 16,320 × 12,240 pixels, 200 megapixels. The limit for this format is 120 megapixels. Export a smaller version.',
    );
    assert.equal(
      describeExcess({ width: 40000, height: 100 }, limits),
      'The picture has 40,000 × 100 pixels. The limit is 30,000 pixels per side. Export a smaller version.',
    );
    assert.equal(describeExcessBytes(201 * 1024 * 1024), 'The file has 201 MB. The limit is 200 MB.');
  });
});

describe('examining the start of a file', () => {
  const tiff = (fields: [tag: number, value: number][]) =>
    write(
      200,
      [0, 'II*\0'],
      [4, [16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, fields.length, 0]],
      ...fields.map(([tag, value], index): [number, number[]] => [
        18 + 12 * index,
        [tag & 255, tag >> 8, 3, 0, 1, 0, 0, 0, value & 255, value >> 8],
      ]),
    );

  it('returns the supported format', () => {
    assert.deepEqual(examineHead(tiff([[262, 2]])), { taken: 'tiff' });
    assert.deepEqual(examineHead(write(8, [0, [0xff, 0xd8, 0xff, 0xe0]])), { taken: 'jpeg' });
  });

  const raws: [what: string, bytes: Uint8Array][] = [
    ['of a sensor’s filters', tiff([[262, 32803]])],
    ['of DNG', tiff([[0xc612, 1]])],
    [
      'with a thumbnail in front',
      tiff([
        [254, 1],
        [330, 100],
      ]),
    ],
    ['of CR2', tiff([[262, 2]]).map((byte, at) => ({ 8: 0x43, 9: 0x52 })[at] ?? byte)],
  ];
  for (const [what, bytes] of raws)
    it(`refuses a raw file ${what} before the upload`, () => {
      const examined = examineHead(bytes);
      assert.match('refusal' in examined ? examined.refusal : '', /^This is a camera’s raw file/u);
    });

  it('refuses too large pictures and other files', () => {
    const huge = examineHead(write(40, [0, '\x89PNG\r\n\x1a\n'], [16, [0, 0, 0xff, 0, 0, 0, 1, 0, 8, 2]]));
    assert.match('refusal' in huge ? huge.refusal : '', /limit is 30,000 pixels per side/u);
    assert.ok('refusal' in examineHead(new Uint8Array(0)));
    assert.ok('refusal' in examineHead(write(40, [0, 'just words'])));
  });
});
