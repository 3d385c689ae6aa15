import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { areColorsClose, renderPicture } from '../../../testing/images/render-picture.ts';
import { numbers, writeHeif, writeNclx } from '../../../testing/images/write-heif.ts';
import { readHeifFile } from '../decode/heif-file.ts';

/**
 * Colours that Chromium 156 shows on an sRGB screen for samples of 38000, 25000 and 49000 (of 65535), by the code
 * points of ITU-T H.273 that a picture declares.
 */
const shown: [what: string, primaries: number, transfer: number, rgb: number[]][] = [
  ['sRGB', 1, 13, [148, 97, 191]],
  ['Display P3', 12, 13, [157, 94, 197]],
  ['BT.2020 with the curve of sRGB', 9, 13, [166, 87, 198]],
  ['Adobe-like primaries of BT.470 M', 4, 13, [159, 106, 195]],
  ['a gamma of 2.2', 1, 4, [149, 97, 192]],
  ['linear light', 1, 8, [200, 166, 224]],
  ['PQ with BT.2020', 9, 16, [138, 0, 255]],
  ['PQ with Display P3', 12, 16, [137, 38, 255]],
  ['PQ with the primaries of sRGB', 1, 16, [130, 48, 255]],
  ['HLG with BT.2020', 9, 18, [128, 67, 174]],
  ['HLG with Display P3', 12, 18, [123, 74, 173]],
  ['HLG with the primaries of sRGB', 1, 18, [116, 76, 167]],
  ['unknown code points', 77, 200, [148, 97, 191]],
];

describe('colours declared by code points', () => {
  for (const [what, primaries, transfer, rgb] of shown) {
    it(`match those of browsers: ${what} in AVIF`, async () => {
      const { pixelAt } = await renderPicture(await writeAvif(primaries, transfer));
      assert.ok(areColorsClose(pixelAt(0.5, 0.5), rgb), `${pixelAt(0.5, 0.5)}`);
    });

    it(`match those of browsers: ${what} in HEIC of 10 bits`, async () => {
      const { pixelAt } = await renderPicture(writeHeic(primaries, transfer));
      assert.ok(areColorsClose(pixelAt(0.5, 0.5), rgb), `${pixelAt(0.5, 0.5)}`);
    });
  }

  it('are tone mapped with the peak luminance of the file', async () => {
    const grey = async (...levels: [content: number, mastering: number]) =>
      (await renderPicture(await writeAvif(9, 16, ...levels, '#949494'))).pixelAt(0.5, 0.5);
    assert.ok(areColorsClose(await grey(0, 0), [187, 187, 187]));
    assert.ok(areColorsClose(await grey(400, 0), [229, 229, 229]));
    assert.ok(
      areColorsClose(await grey(0, 400), [229, 229, 229]),
      'of the screen, where nothing tells that of the picture',
    );
    assert.ok(areColorsClose(await grey(100, 400), [255, 255, 255]), 'darker than white needs no mapping');
  });

  it('do not change transparency', async () => {
    const { pixelAt } = await renderPicture(await writeAvif(9, 16, 0, 0, '#94949480'));
    assert.ok(areColorsClose(pixelAt(0.5, 0.5), [187, 187, 187, 128]), `${pixelAt(0.5, 0.5)}`);
  });

  it('are those of the bitstream if no box declares any', async () => {
    const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#949494' } });
    for (const bitdepth of [8, 10] as const) {
      const avif = await picture.avif({ bitdepth, chromaSubsampling: '4:4:4' }).toBuffer();
      const renamed = Buffer.from(avif.toString('latin1').replace('colr', 'free'), 'latin1');
      const plain = await renderPicture(renamed);
      assert.ok(areColorsClose(plain.pixelAt(0.5, 0.5), [148, 148, 148]), `${plain.pixelAt(0.5, 0.5)}`);
      const { pixelAt } = await renderPicture(renumberPicture(renamed));
      assert.ok(areColorsClose(pixelAt(0.5, 0.5), [187, 187, 187]), `${pixelAt(0.5, 0.5)}`);
    }
  });

  it('are overridden by an ICC profile in AVIF', async () => {
    const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#f00' } });
    const avif = await picture.withIccProfile('p3').avif({ lossless: true }).toBuffer();
    const { pixelAt } = await renderPicture(avif);
    assert.ok(areColorsClose(pixelAt(0.5, 0.5), [255, 0, 0]), `${pixelAt(0.5, 0.5)}`);
  });
});

/** Returns an AVIF picture by sharp whose boxes declare other colours. */
async function writeAvif(
  primaries: number,
  transfer: number,
  content = 0,
  mastering = 0,
  background = '#9461bf',
): Promise<Buffer> {
  const [width, height] = [64, 64];
  const channels = background.length > 7 ? 4 : 3;
  const picture = sharp({ create: { width, height, channels, background } });
  const avif = await picture.avif({ lossless: true }).toBuffer();
  if (channels === 4) return renumber(avif, primaries, transfer);
  const item = [...(readHeifFile(avif)?.items.values() ?? [])][0];
  const [range] = item?.ranges ?? [];
  const configuration = item?.properties.find(({ type }) => type === 'av1C')?.payload;
  assert.ok(range && configuration);
  return writeHeif({
    brand: 'avif',
    type: 'av01',
    width,
    height,
    data: avif.subarray(range.start, range.end),
    properties: [['av1C', configuration], ...describeLight(primaries, transfer, content, mastering)],
  });
}

/** Replaces sRGB by BT.2020 and PQ in the sequence header, where fields begin at any bit. */
function renumberPicture(avif: Buffer): Buffer {
  const range = readHeifFile(avif)?.items.get(1)?.ranges[0];
  assert.ok(range);
  const header = avif.subarray(range.start, range.start + 32);
  const bits = [...header].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const write = (...values: number[]) => values.map((value) => value.toString(2).padStart(8, '0')).join('');
  assert.ok(bits.includes(write(1, 13)));
  const changed = bits.replace(write(1, 13), write(9, 16));
  const bytes = Array.from({ length: 32 }, (_, index) =>
    Number.parseInt(changed.slice(8 * index, 8 * index + 8), 2),
  );
  return Buffer.concat([avif.subarray(0, range.start), Buffer.from(bytes), avif.subarray(range.start + 32)]);
}

function renumber(avif: Buffer, primaries: number, transfer: number): Buffer {
  const at = avif.indexOf('nclx');
  assert.ok(at > 0);
  return Buffer.concat([avif.subarray(0, at + 4), numbers(2, primaries, transfer), avif.subarray(at + 8)]);
}

/** A single colour coded by x265: 64 × 64, 4:4:4, 10 bits. Cameras write this format with PQ. */
function writeHeic(primaries: number, transfer: number): Buffer {
  const configuration = `AQQIAAAAAAAAAAAAHvAA/P/6+gAADwMgAAEAF0ABDAH//wQIAAADAJw4AAADAAAeugJAIQABACtCAQEECAAAAwCcOAAAAwAAHpAE
    ECCbLdSSU1zcCAgYEAAAAwAQAAADABCAIgABAAhEAcFyhgwCJA==`;
  return writeHeif({
    brand: 'heix',
    type: 'hvc1',
    width: 64,
    height: 64,
    data: Buffer.from('AAAAGSgBrwa4Y7Dc/jrf3v7eu+h+LNJ/4iNoP8A=', 'base64'),
    properties: [
      ['hvcC', Buffer.from(configuration, 'base64')],
      ['colr', writeNclx(primaries, transfer, 6)],
    ],
  });
}

function describeLight(
  primaries: number,
  transfer: number,
  content: number,
  mastering: number,
): [string, Buffer][] {
  const screen = Buffer.concat([Buffer.alloc(16), numbers(4, mastering * 10_000, 50)]);
  return [
    ['colr', writeNclx(primaries, transfer, 0)],
    ...(content ? [['clli', numbers(2, content, 0)] as [string, Buffer]] : []),
    ...(mastering ? [['mdcv', screen] as [string, Buffer]] : []),
  ];
}
