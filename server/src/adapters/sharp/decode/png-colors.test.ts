import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { areColorsClose, renderPicture } from '../../../testing/images/render-picture.ts';
import { numbers } from '../../../testing/images/write-heif.ts';
import { writeIccProfile } from '../../../testing/images/write-icc.ts';
import { writePng } from '../../../testing/images/write-png.ts';
import { listPngChunks, writePngChunk } from './png-chunks.ts';

type Chunk = [type: string, data: Buffer];

const cicp = (...values: number[]): Chunk => ['cICP', Buffer.from(values)];
const gama = (value: number): Chunk => ['gAMA', numbers(4, value)];
const chrm = (...values: number[]): Chunk => ['cHRM', numbers(4, ...values)];
const srgb: Chunk = ['sRGB', Buffer.from([0])];
const iccp: Chunk = [
  'iCCP',
  Buffer.concat([Buffer.from('linear\0\0'), deflateSync(writeIccProfile({ space: 'RGB ', gamma: 1 }))]),
];
const srgbPrimaries = chrm(31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000);
const adobePrimaries = chrm(31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000);
const swappedPrimaries = chrm(31_270, 32_900, 30_000, 60_000, 64_000, 33_000, 15_000, 6_000);

const coded = [148, 97, 191];
const linear = [200, 166, 224];

/** Chromium 156 shows these colours for samples of 38000, 25000 and 49000 parts of 65535. */
const shown: [what: string, chunks: Chunk[], rgb: number[]][] = [
  ['nothing for sRGB', [], coded],
  ['cICP of Display P3', [cicp(12, 13, 0, 1)], [157, 94, 197]],
  ['cICP of BT.2020', [cicp(9, 14, 0, 1)], [161, 77, 195]],
  ['cICP of PQ', [cicp(9, 16, 0, 1)], [138, 0, 255]],
  ['cICP of HLG', [cicp(9, 18, 0, 1)], [128, 67, 174]],
  ['cICP before iCCP', [cicp(12, 13, 0, 1), iccp], [157, 94, 197]],
  ['cICP of sRGB before iCCP', [cicp(1, 13, 0, 1), iccp], coded],
  ['cICP before sRGB', [cicp(1, 8, 0, 1), srgb], linear],
  ['cICP after sRGB', [srgb, cicp(1, 8, 0, 1)], linear],
  ['cICP before gAMA', [gama(100_000), cicp(1, 13, 0, 1)], coded],
  ['iCCP before gAMA', [iccp, gama(20_000)], linear],
  ['sRGB before gAMA', [srgb, gama(100_000)], coded],
  ['sRGB before cHRM and gAMA', [srgb, gama(100_000), swappedPrimaries], coded],
  ['gAMA of linear light', [gama(100_000)], linear],
  ['gAMA of old Macs', [gama(62_500)], [173, 127, 208]],
  ['sRGB for a gAMA near it', [gama(45_455)], coded],
  ['no gAMA of zero', [gama(0)], coded],
  ['cHRM and gAMA of sRGB', [srgbPrimaries, gama(45_455)], [149, 97, 192]],
  ['cHRM and gAMA of wider primaries', [adobePrimaries, gama(45_455)], [165, 97, 195]],
  ['cHRM of primaries in another order', [swappedPrimaries, gama(45_455)], [97, 149, 192]],
  ['no cHRM without gAMA', [adobePrimaries], coded],
  ['no degenerate cHRM', [chrm(0, 0, 0, 0, 0, 0, 0, 0), gama(45_455)], coded],
];

describe('the colours of a PNG', () => {
  for (const [what, chunks, rgb] of shown)
    it(`match those of browsers: ${what}`, async () => {
      const { pixelAt } = await renderPicture(writePng({ samples: [38_000, 25_000, 49_000], chunks }));
      assert.ok(areColorsClose(pixelAt(0.5, 0.5), rgb), `${pixelAt(0.5, 0.5)}`);
    });

  it('are the same from 8 bits, from grey and with transparency', async () => {
    const draw = async (samples: number[], bits: 8 | 16, chunk: Chunk) =>
      (await renderPicture(writePng({ samples, bits, chunks: [chunk] }))).pixelAt(0.5, 0.5);
    const pq = cicp(9, 16, 0, 1);
    assert.ok(areColorsClose(await draw([148, 148, 148], 8, pq), [187, 187, 187, 255]));
    assert.ok(areColorsClose(await draw([148], 8, pq), [187, 187, 187, 255]));
    assert.ok(areColorsClose(await draw([148, 100], 8, pq), [187, 187, 187, 100]));
    assert.ok(areColorsClose(await draw([38_036], 16, pq), [187, 187, 187, 255]));
    assert.ok(areColorsClose(await draw([38_036, 25_700], 16, pq), [187, 187, 187, 100]));
    assert.ok(areColorsClose(await draw([38_036, 38_036, 38_036, 25_700], 16, pq), [187, 187, 187, 100]));
    assert.ok(areColorsClose(await draw([30_000], 16, gama(62_500)), [146, 146, 146, 255]));
  });

  it('expand to the full range if the file declares a narrow range', async () => {
    const draw = async (level: number) =>
      (
        await renderPicture(
          writePng({ samples: [level, level, level], bits: 8, chunks: [cicp(1, 13, 0, 0)] }),
        )
      ).pixelAt(0.5, 0.5);
    assert.ok(areColorsClose(await draw(16), [0, 0, 0]));
    assert.ok(areColorsClose(await draw(235), [255, 255, 255]));
  });

  it('are tone mapped with the peak luminance of the file', async () => {
    const grey = async (...chunks: Chunk[]) =>
      (
        await renderPicture(writePng({ samples: [148], bits: 8, chunks: [cicp(9, 16, 0, 1), ...chunks] }))
      ).pixelAt(0.5, 0.5);
    assert.ok(areColorsClose(await grey(['cLLI', numbers(4, 4_000_000, 0)]), [229, 229, 229]));
    const screen = Buffer.concat([Buffer.alloc(16), numbers(4, 4_000_000, 1)]);
    assert.ok(areColorsClose(await grey(['mDCV', screen]), [229, 229, 229]));
  });

  it('are found after a text of any length', async () => {
    const chunks: Chunk[] = [
      ['tEXt', Buffer.concat([Buffer.from('Comment\0'), Buffer.alloc(2_000_000, 32)])],
      cicp(1, 8, 0, 1),
    ];
    const { pixelAt } = await renderPicture(writePng({ samples: [38_000, 25_000, 49_000], chunks }));
    assert.ok(areColorsClose(pixelAt(0.5, 0.5), linear), `${pixelAt(0.5, 0.5)}`);
  });

  it('are those of every frame of an animation', async () => {
    const still = writePng({ samples: [38_000, 25_000, 49_000], side: 8, chunks: [cicp(1, 8, 0, 1)] });
    const { pixelAt, image } = await renderPicture(animate(still));
    assert.ok(image.outcome === 'rendered' && image.animated);
    assert.ok(areColorsClose(pixelAt(0.5, 0.5), linear), `${pixelAt(0.5, 0.5)}`);
  });
});

/** Returns an animation whose two frames are the given PNG. */
function animate(png: Buffer): Buffer {
  const chunks = [...listPngChunks(png)];
  const pixels = chunks.filter(({ type }) => type === 'IDAT');
  const before = chunks.slice(
    0,
    chunks.findIndex(({ type }) => type === 'IDAT'),
  );
  const frame = (sequence: number) =>
    writePngChunk('fcTL', Buffer.concat([numbers(4, sequence, 8, 8, 0, 0), numbers(2, 1, 2, 0)]));
  return Buffer.concat([
    png.subarray(0, 8),
    ...before.map(({ bytes }) => bytes),
    writePngChunk('acTL', numbers(4, 2, 0)),
    frame(0),
    ...pixels.map(({ bytes }) => bytes),
    frame(1),
    ...pixels.map(({ data }) => writePngChunk('fdAT', Buffer.concat([numbers(4, 2), data]))),
    writePngChunk('IEND', Buffer.alloc(0)),
  ]);
}
