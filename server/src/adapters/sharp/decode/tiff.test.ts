import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { areColorsClose, renderPicture } from '../../../testing/images/render-picture.ts';
import { writeIccProfile } from '../../../testing/images/write-icc.ts';
import { type PlainTiff, writeTiff } from '../../../testing/images/write-tiff.ts';

/** Fractions of the full range. */
const [red, green, blue] = [0.8, 0.4, 0.2] as const;
const alpha = 0.5;
const colored = [204, 102, 51];
const grey = [204, 204, 204];

type Case = { title: string; tiff: PlainTiff; shown: number[] };

const depths: [name: string, bits: number, sampleFormat: number | undefined, whole: number][] = [
  ['8-bit', 8, undefined, 255],
  ['16-bit', 16, 1, 65_535],
  ['32-bit', 32, 1, 2 ** 32 - 1],
  ['16-bit floating-point', 16, 3, 1],
  ['32-bit floating-point', 32, 3, 1],
];
const colors: [name: string, photometric: number, parts: number[], shown: number[]][] = [
  ['RGB', 2, [red, green, blue], colored],
  ['grey', 1, [red], grey],
  ['inverted grey', 0, [1 - red], grey],
];
/** Extra channels: their declaration, their values, and the visible alpha. */
const behind: [name: string, extras: number[] | undefined, parts: number[], opacity: number][] = [
  ['', undefined, [], 1],
  [' with alpha', [2], [alpha], alpha],
  [' with undeclared alpha', undefined, [alpha], alpha],
  [' with a saved selection', [0], [0], 1],
  [' with two saved selections', [0, 0], [0, 0.3], 1],
  [' with two undeclared channels', undefined, [0, 0.3], 1],
  [' with alpha and a saved selection', [2, 0], [alpha, 0], alpha],
];

const cases: Case[] = [];
for (const [depth, bits, sampleFormat, whole] of depths)
  for (const [color, photometric, parts, rgb] of colors)
    for (const [channels, extras, extraParts, opacity] of behind)
      for (const isPlanar of [false, true])
        for (const isBigEndian of [false, true]) {
          const scale = (part: number) => (sampleFormat === 3 ? part : Math.round(part * whole));
          const pixel = [...parts, ...extraParts].map(scale);
          const layout = `${isPlanar ? ', planar' : ''}${isBigEndian ? ', big-endian' : ''}`;
          cases.push({
            title: `${depth} ${color}${channels}${layout}`,
            tiff: { photometric, bits, sampleFormat, pixel, extras, isPlanar, isBigEndian },
            shown: [...rgb, 255 * opacity],
          });
        }

/** Kinds that Vitrine must render: all but extra channels in rare positions, and half floats that libvips misreads. */
function isPromised({ photometric, pixel, bits, sampleFormat, isPlanar }: PlainTiff): boolean {
  const isHalf = bits === 16 && sampleFormat === 3;
  return photometric === 2 ? !(isHalf && isPlanar) : pixel.length === 1 && !isHalf;
}

/** Kinds that libvips cannot decode, or without a known white. Each may be refused, but not rendered wrongly. */
const unsupported: [title: string, tiff: PlainTiff][] = [
  ['64-bit floating-point grey', { photometric: 1, bits: 64, sampleFormat: 3, pixel: [0.5] }],
  ['64-bit floating-point RGB', { photometric: 2, bits: 64, sampleFormat: 3, pixel: [0.5, 0.5, 0.5] }],
  ['floating-point heights', { photometric: 1, bits: 32, sampleFormat: 3, pixel: [812.5] }],
  ['16-bit signed grey', { photometric: 1, bits: 16, sampleFormat: 2, pixel: [300] }],
  ['32-bit signed grey', { photometric: 1, bits: 32, sampleFormat: 2, pixel: [300] }],
  ['complex integers', { photometric: 1, bits: 32, sampleFormat: 5, pixel: [0] }],
  ['complex floating-point', { photometric: 1, bits: 64, sampleFormat: 6, pixel: [0] }],
  ['24-bit RGB', { photometric: 2, bits: 24, pixel: [0, 0, 0] }],
  ['32-bit CIELAB', { photometric: 8, bits: 32, sampleFormat: 3, pixel: [50, 0, 0] }],
  [
    'planar YCbCr of fewer colours',
    { photometric: 6, bits: 8, pixel: [9, 9, 9], isPlanar: true, subsampling: [2, 1] },
  ],
  ['ITU LAB', { photometric: 10, bits: 8, pixel: [9, 9, 9] }],
  ['LogLuv', { photometric: 32_845, bits: 16, sampleFormat: 2, pixel: [9, 9, 9] }],
  ['a transparency mask', { photometric: 4, bits: 8, pixel: [9] }],
  ['old-style JPEG', { photometric: 6, bits: 8, pixel: [9, 9, 9], compression: 6 }],
  ['LZMA', { photometric: 2, bits: 8, pixel: [9, 9, 9], compression: 34_925 }],
  ['an unknown compression', { photometric: 2, bits: 8, pixel: [9, 9, 9], compression: 50_013 }],
];

describe('a TIFF of any kind', () => {
  for (const { title, tiff, shown } of cases)
    it(`renders correctly or is refused as unsupported: ${title}`, async () => {
      const { image, pixelAt } = await renderPicture(writeTiff(tiff));
      if (image.outcome === 'refused') {
        assert.equal(image.reason, 'unsupported', image.detail);
        assert.ok(!isPromised(tiff), title);
      } else assert.ok(areColorsClose(pixelAt(0.5, 0.5), shown), `${pixelAt(0.5, 0.5)} in place of ${shown}`);
    });

  for (const [title, tiff] of unsupported)
    it(`is refused as unsupported, not as damaged: ${title}`, async () => {
      const { image } = await renderPicture(writeTiff(tiff));
      assert.ok(image.outcome === 'refused', title);
      assert.equal(image.reason, 'unsupported', image.detail);
      assert.match(image.detail, /^Vitrine does not support this kind of TIFF \(.+\)\. Export it as /u);
    });

  it('may have many saved selections', async () => {
    for (const bits of [8, 16]) {
      const whole = 2 ** bits - 1;
      const extras = Array<number>(9).fill(0);
      const pixel = [red, green, blue, ...extras].map((part) => Math.round(part * whole));
      const { image, pixelAt } = await renderPicture(writeTiff({ photometric: 2, bits, pixel, extras }));
      assert.ok(areColorsClose(pixelAt(0.5, 0.5), [...colored, 255]), JSON.stringify(image));
    }
  });

  it('reads signed bytes as unsigned, because programs mislabel them', async () => {
    const { pixelAt } = await renderPicture(
      writeTiff({ photometric: 1, bits: 8, sampleFormat: 2, pixel: [-56] }),
    );
    assert.ok(areColorsClose(pixelAt(0.5, 0.5), [200, 200, 200]), `${pixelAt(0.5, 0.5)}`);
  });

  it('clips floating-point highlights to white', async () => {
    const bright = writeTiff({ photometric: 2, bits: 32, sampleFormat: 3, pixel: [1.5, 0.5, -0.1] });
    assert.ok(areColorsClose((await renderPicture(bright)).pixelAt(0.5, 0.5), [255, 128, 0]));
  });
});

/** sRGB red, a grey and a blue under D50. */
const labs: [lab: number[], shown: number[]][] = [
  [
    [54.29, 80.8, 69.89],
    [255, 0, 0],
  ],
  [
    [53.59, 0, 0],
    [128, 128, 128],
  ],
  [
    [29.57, 68.3, -112.03],
    [0, 0, 255],
  ],
];

describe('a CIELAB TIFF', () => {
  for (const [kind, photometric] of [
    ['CIELAB', 8],
    ['ICC LAB', 9],
  ] as const)
    for (const bits of [8, 16])
      for (const extras of [[], [2], [0]])
        it(`renders its colours: ${kind} of ${bits} bits, extra channels ${extras}`, async () => {
          const step = bits === 16 ? 256 : 1;
          const offset = photometric === 9 ? 128 * step : 0;
          const whole = bits === 8 ? 255 : photometric === 9 ? 65_280 : 65_535;
          for (const [[lightness = 0, a = 0, b = 0], rgb] of labs) {
            const pixel = [(lightness / 100) * whole, a * step + offset, b * step + offset].map(Math.round);
            const tiff = {
              photometric,
              bits,
              pixel: [...pixel, ...extras.map(() => Math.round(alpha * whole))],
              extras,
            };
            const { image, pixelAt } = await renderPicture(writeTiff(tiff));
            assert.equal(image.outcome, 'rendered', JSON.stringify(image));
            const shown = [...rgb, extras[0] === 2 ? 128 : 255];
            assert.ok(
              areColorsClose(pixelAt(0.5, 0.5), shown, 6),
              `${pixelAt(0.5, 0.5)} in place of ${shown}`,
            );
          }
        });
});

describe('a YCbCr TIFF without JPEG compression', () => {
  for (const isPlanar of [false, true])
    it(`renders its colours${isPlanar ? ', in planes' : ''}`, async () => {
      // ITU-R BT.601 for 204, 102, 51.
      const pixel = [127, 85, 183];
      const tiff = writeTiff({ photometric: 6, bits: 8, pixel, isPlanar, subsampling: [1, 1] });
      const { pixelAt } = await renderPicture(tiff);
      assert.ok(areColorsClose(pixelAt(0.5, 0.5), colored), `${pixelAt(0.5, 0.5)}`);
    });
});

describe('a CMYK TIFF', () => {
  it('looks the same with extra channels', async () => {
    for (const bits of [8, 16]) {
      const whole = 2 ** bits - 1;
      const pixel = [0.1, 0.6, 0.8, 0.1].map((part) => Math.round(part * whole));
      const draw = async (extras: number[]) => {
        const tiff = { photometric: 5, bits, pixel: [...pixel, ...extras.map(() => 0)], extras };
        const { image, pixelAt } = await renderPicture(writeTiff(tiff));
        assert.equal(image.outcome, 'rendered', JSON.stringify(image));
        return pixelAt(0.5, 0.5);
      };
      const plain = await draw([]);
      for (const extras of [[0], [0, 0]])
        assert.ok(areColorsClose(await draw(extras), plain), `${await draw(extras)} ${plain}`);
    }
  });
});

describe('the profile of a TIFF', () => {
  it('applies with extra channels and to floating-point samples', async () => {
    const profile = writeIccProfile({ space: 'RGB ', gamma: 1 });
    const whole = [255, 188, 0];
    for (const [bits, sampleFormat, scale] of [
      [8, 1, 255],
      [16, 1, 65_535],
      [32, 3, 1],
    ] as const)
      for (const extras of [[], [0], [2, 0]]) {
        const pixel = [1, 0.5, 0, ...extras.map(() => 1)].map((part) =>
          sampleFormat === 3 ? part : Math.round(part * scale),
        );
        const { pixelAt } = await renderPicture(
          writeTiff({ photometric: 2, bits, sampleFormat, pixel, extras, profile }),
        );
        assert.ok(areColorsClose(pixelAt(0.5, 0.5), whole), `${bits} ${extras}: ${pixelAt(0.5, 0.5)}`);
      }
  });
});
