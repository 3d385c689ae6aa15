import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import sharp, { type Sharp } from 'sharp';
import { type GridTurn, writeHeicGrid } from '../../../testing/images/write-heic-grid.ts';
import { ImageRefusal } from '../image-limits.ts';
import { decodeHeic } from './heif.ts';

describe('decoding HEIC', () => {
  it('refuses a file of another kind', async () => {
    await assert.rejects(decodeHeic(Buffer.from('no picture at all')), ImageRefusal);
  });

  const size = { width: 1200, height: 700 };

  it('joins the tiles of a grid and cuts the last of each row and column', async () => {
    const { data, info } = await decodeHeic(writeHeicGrid(size));
    assert.deepEqual(info, { ...size, channels: 3 });
    const seenAt = (x: number, y: number) => [...data.subarray(3 * (y * size.width + x)).subarray(0, 3)];
    const points: [x: number, y: number, color: number[]][] = [
      [100, 100, [200, 40, 40]],
      [400, 100, [40, 180, 60]],
      [100, 400, [40, 60, 200]],
      [400, 400, [230, 220, 40]],
      [912, 412, [230, 220, 40]],
      [1190, 100, [200, 40, 40]],
      [1190, 400, [40, 60, 200]],
      [612, 690, [200, 40, 40]],
      [912, 690, [40, 180, 60]],
    ];
    for (const [x, y, color] of points) {
      const isNear = seenAt(x, y).every((value, channel) => Math.abs(value - (color[channel] ?? 0)) < 10);
      assert.ok(isNear, `${seenAt(x, y)} at ${x}, ${y}, where ${color} belongs`);
    }
  });

  const turns: [what: string, turn: GridTurn, draw: (picture: Sharp) => Sharp][] = [
    ['rotated by a quarter', { type: 'irot', value: 1 }, (picture) => picture.rotate(270)],
    ['rotated by two quarters', { type: 'irot', value: 2 }, (picture) => picture.rotate(180)],
    ['rotated by three quarters', { type: 'irot', value: 3 }, (picture) => picture.rotate(90)],
    ['mirrored top to bottom', { type: 'imir', value: 0 }, (picture) => picture.flip()],
    ['mirrored side to side', { type: 'imir', value: 1 }, (picture) => picture.flop()],
  ];
  for (const [what, turn, draw] of turns)
    it(`joins the tiles of a grid ${what}`, async () => {
      const plain = await decodeHeic(writeHeicGrid(size));
      const picture = draw(sharp(plain.data, { raw: plain.info }));
      const expected = await picture.raw().toBuffer({ resolveWithObject: true });
      const turned = await decodeHeic(writeHeicGrid({ ...size, turn }));
      assert.deepEqual([turned.info.width, turned.info.height], [expected.info.width, expected.info.height]);
      assert.ok(turned.data.equals(expected.data));
    });

  it('does not refuse the picture if the decoder fails to start', async () => {
    const withoutDecoder = `data:text/javascript,${encodeURIComponent(`
      import { registerHooks } from 'node:module';
      registerHooks({
        resolve(specifier, context, next) {
          if (specifier.startsWith('libheif')) throw new Error('the decoder is gone');
          return next(specifier, context);
        },
      });`)}`;
    const program = `
      import { decodeHeic } from ${JSON.stringify(new URL('./heif.ts', import.meta.url).href)};
      await decodeHeic(Buffer.from('no picture at all')).catch((error) => console.log(String(error)));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      withoutDecoder,
      '--eval',
      program,
    ]);
    assert.equal(stdout, 'Error: the decoder is gone\n');
  });
});
