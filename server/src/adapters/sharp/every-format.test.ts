import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { areColorsClose, renderPicture } from '../../testing/images/render-picture.ts';

type Coding = [name: string, takesAlpha: boolean, encode: (picture: Sharp) => Sharp];

const compressions = ['none', 'jpeg', 'deflate', 'packbits', 'lzw', 'webp'] as const;
const codings: Coding[] = [
  ...[false, true].flatMap((progressive): Coding[] => [
    [`JPEG, progressive ${progressive}`, false, (picture) => picture.jpeg({ progressive, quality: 95 })],
    [
      `JPEG 4:4:4, progressive ${progressive}`,
      false,
      (picture) => picture.jpeg({ progressive, quality: 95, chromaSubsampling: '4:4:4' }),
    ],
    [`PNG, interlaced ${progressive}`, true, (picture) => picture.png({ progressive })],
    [
      `PNG of 16 bits, interlaced ${progressive}`,
      true,
      (picture) => picture.toColourspace('rgb16').png({ progressive }),
    ],
    [
      `PNG with a palette, interlaced ${progressive}`,
      true,
      (picture) => picture.png({ progressive, palette: true, dither: 0 }),
    ],
  ]),
  ['GIF', false, (picture) => picture.gif({ dither: 0 })],
  ['WebP', true, (picture) => picture.webp({ quality: 95 })],
  ['lossless WebP', true, (picture) => picture.webp({ lossless: true })],
  ...([8, 10, 12] as const).flatMap((bitdepth) =>
    (['4:2:0', '4:4:4'] as const).map(
      (chromaSubsampling): Coding => [
        `AVIF of ${bitdepth} bits, ${chromaSubsampling}`,
        true,
        (picture) => picture.avif({ bitdepth, chromaSubsampling, quality: 95 }),
      ],
    ),
  ),
  ...compressions.flatMap((compression): Coding[] => [
    [`TIFF, ${compression}`, compression !== 'jpeg', (picture) => picture.tiff({ compression, quality: 95 })],
    [
      `TIFF in tiles, ${compression}`,
      compression !== 'jpeg',
      (picture) => picture.tiff({ compression, quality: 95, tile: true, predictor: 'horizontal' }),
    ],
  ]),
];

const looks: [name: string, rgba: [number, number, number, number], isGrey: boolean][] = [
  ['a colour', [200, 90, 40, 1], false],
  ['grey', [120, 120, 120, 1], true],
  ['a transparent colour', [200, 90, 40, 0.5], false],
];

describe('a picture of every format', () => {
  for (const [name, takesAlpha, encode] of codings)
    for (const [look, [r, g, b, alpha], isGrey] of looks) {
      if (alpha < 1 && !takesAlpha) continue;
      if (isGrey && name.startsWith('TIFF') && name.endsWith('webp')) continue; // libtiff writes no such file
      it(`renders its colours or is refused as unsupported: ${look} in ${name}`, async () => {
        const channels = alpha < 1 ? 4 : 3;
        const plain = sharp({ create: { width: 48, height: 48, channels, background: { r, g, b, alpha } } });
        const picture = isGrey && !name.includes('16 bits') ? plain.toColourspace('b-w') : plain;
        const { image, pixelAt } = await renderPicture(await encode(picture).toBuffer());
        if (image.outcome === 'refused') assert.equal(image.reason, 'unsupported', image.detail);
        else assert.ok(areColorsClose(pixelAt(0.5, 0.5), [r, g, b, 255 * alpha], 6), `${pixelAt(0.5, 0.5)}`);
        if (!name.startsWith('TIFF')) assert.equal(image.outcome, 'rendered');
      });
    }
});
