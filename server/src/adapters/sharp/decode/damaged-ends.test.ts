import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp, { type JpegOptions } from 'sharp';
import { areColorsClose, renderPicture } from '../../../testing/images/render-picture.ts';

const [width, height] = [320, 240];

/** Draws noise on a background, so that every row takes many bytes. */
function drawNoise() {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#808080', noise } });
}

const codings: [name: string, options: JpegOptions][] = [
  ['baseline', {}],
  ['without chroma subsampling', { chromaSubsampling: '4:4:4' }],
  ['progressive', { progressive: true }],
];

describe('a JPEG that lost its end', () => {
  for (const [name, options] of codings) {
    const encode = () =>
      drawNoise()
        .jpeg({ ...options, mozjpeg: false })
        .toBuffer();

    it(`is accepted if every pixel is there: ${name}`, async () => {
      const whole = await encode();
      for (const lost of [1, 2]) {
        const { image, pixelAt } = await renderPicture(whole.subarray(0, whole.length - lost));
        assert.equal(image.outcome, 'rendered', JSON.stringify(image));
        const { pixelAt: pickWhole } = await renderPicture(whole);
        for (const y of [0.1, 0.5, 0.95]) assert.ok(areColorsClose(pixelAt(0.5, y), pickWhole(0.5, y)));
      }
    });

    it(`is accepted if a few rows at the bottom are missing: ${name}`, async () => {
      const whole = await encode();
      for (const lost of [10, Math.round(whole.length / 100)]) {
        const { image } = await renderPicture(whole.subarray(0, whole.length - lost));
        assert.equal(image.outcome, 'rendered', `${lost}: ${JSON.stringify(image)}`);
      }
    });

    it(`is refused if more is missing: ${name}`, async () => {
      const whole = await encode();
      for (const part of [0.3, 0.5, 0.7, 0.85]) {
        const { image } = await renderPicture(whole.subarray(0, Math.round(whole.length * part)));
        assert.ok(image.outcome === 'refused', `${part}`);
        assert.deepEqual([image.reason, image.detail], ['corrupt', 'The picture is damaged or incomplete.']);
      }
    });
  }
});

describe('a PNG that lost its end', () => {
  const encode = () => drawNoise().png({ compressionLevel: 6, adaptiveFiltering: true }).toBuffer();

  it('is accepted if every pixel or nearly every row is there', async () => {
    const whole = await encode();
    const { pixelAt: pickWhole } = await renderPicture(whole);
    for (const lost of [1, 12, 13, 16, 20, 100, Math.round(whole.length / 100)]) {
      const { image, pixelAt } = await renderPicture(whole.subarray(0, whole.length - lost));
      assert.equal(image.outcome, 'rendered', `${lost}: ${JSON.stringify(image)}`);
      // The rendition blurs noise, and blurs it differently once the bottom differs.
      for (const y of [0.1, 0.5, 0.95]) assert.ok(areColorsClose(pixelAt(0.5, y), pickWhole(0.5, y), 30));
    }
  });

  it('is refused if more is missing', async () => {
    const whole = await encode();
    for (const part of [0.2, 0.5, 0.8]) {
      const { image } = await renderPicture(whole.subarray(0, Math.round(whole.length * part)));
      assert.equal(image.outcome === 'refused' && image.reason, 'corrupt', `${part}`);
    }
  });

  it('is refused if its pixels are damaged earlier', async () => {
    const damaged = Buffer.from(await encode());
    damaged.fill(0, Math.round(damaged.length / 2), Math.round(damaged.length / 2) + 50);
    for (const bytes of [damaged, damaged.subarray(0, -20)])
      assert.equal((await renderPicture(bytes)).image.outcome, 'refused');
  });
});

describe('a JPEG that no browser shows', () => {
  const markers: [process: string, marker: number, bits: number][] = [
    ['lossless coding', 0xc3, 16],
    ['hierarchical coding', 0xc5, 8],
    ['arithmetic lossless coding', 0xcb, 8],
    ['JPEG-LS', 0xf7, 8],
    ['12 bits a sample', 0xc1, 12],
  ];
  for (const [process, marker, bits] of markers)
    it(`is refused as unsupported, not as damaged: ${process}`, async () => {
      const jpeg = Buffer.from(await drawNoise().jpeg().toBuffer());
      const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
      jpeg[frame + 1] = marker;
      jpeg[frame + 4] = bits;
      // Predictor 1 of lossless coding.
      const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
      jpeg.set([1, 0], scan + 11);
      const { image } = await renderPicture(jpeg);
      assert.ok(image.outcome === 'refused');
      assert.equal(image.reason, 'unsupported', image.detail);
      assert.match(image.detail, new RegExp(`this kind of JPEG \\(.*${process}.*\\)\\. Export it as `, 'u'));
    });
});
