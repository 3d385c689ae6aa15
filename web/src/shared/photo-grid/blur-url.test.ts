import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rgbaToThumbHash } from 'thumbhash';
import { blurUrl } from './blur-url.ts';

/** Returns the thumbhash of a picture whose upper half is red and whose lower half is blue. */
function redOverBlue(width: number, height: number): string {
  const rgba = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    rgba.set(pixel < (width * height) / 2 ? [255, 0, 0, 255] : [0, 0, 255, 255], 4 * pixel);
  return Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64');
}

describe('blurUrl', () => {
  for (const [width, height] of [
    [90, 60],
    [60, 90],
    [80, 80],
    [100, 20],
  ] as const)
    it(`encodes a small bitmap with colours in the right halves for a picture of ${width} × ${height}`, () => {
      const url = blurUrl(redOverBlue(width, height)) ?? '';
      assert.ok(url.length < 300, `${url.length} characters`);
      const bitmap = Buffer.from(url.replace('data:image/bmp;base64,', ''), 'base64');
      assert.equal(bitmap.toString('latin1', 0, 2), 'BM');
      assert.equal(bitmap.readUInt32LE(2), bitmap.length);
      // The first pixel is the lower left one; the last row is the top.
      const rowBytes = 4 * Math.ceil((3 * bitmap.readInt32LE(18)) / 4);
      const [lower, upper] = [54, bitmap.length - rowBytes].map((at) => [...bitmap.subarray(at, at + 3)]);
      assert.ok((lower?.[0] ?? 0) > (lower?.[2] ?? 255), `blue below: ${lower}`);
      assert.ok((upper?.[2] ?? 0) > (upper?.[0] ?? 255), `red above: ${upper}`);
    });

  it('returns undefined for an invalid hash', () => {
    assert.equal(blurUrl('***'), undefined);
  });
});
