import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rgbaToThumbHash } from 'thumbhash';
import { brightnessOf } from './photo-image.ts';

type Color = readonly [red: number, green: number, blue: number];
const side = 16;

/** Draws strokes in these colours, one after the other, with transparent ones between them. */
function hash(colors: readonly Color[], { isClear = true } = {}): string {
  const pixels = new Uint8Array(4 * side * side);
  for (let at = 0; at < side * side; at += 1) {
    const color = colors[(at >> 1) % colors.length];
    if (color && !(isClear && at % 2)) pixels.set([...color, 255], 4 * at);
  }
  return Buffer.from(rgbaToThumbHash(side, side, pixels)).toString('base64');
}

describe('brightnessOf', () => {
  const inks: [what: string, colors: Color[], ink: string][] = [
    ['black', [[0, 0, 0]], 'dark'],
    ['dark blue', [[10, 20, 90]], 'dark'],
    ['white', [[255, 255, 255]], 'light'],
    ['yellow', [[255, 240, 120]], 'light'],
    ['red', [[220, 60, 60]], 'mixed'],
    [
      'black and white',
      [
        [0, 0, 0],
        [255, 255, 255],
      ],
      'mixed',
    ],
  ];
  for (const [what, colors, ink] of inks)
    it(`is ${ink} for ${what}`, () => {
      assert.equal(brightnessOf(hash(colors)), ink);
    });

  it('is undefined for opaque pictures and invalid hashes', () => {
    assert.equal(brightnessOf(hash([[0, 0, 0]], { isClear: false })), undefined);
    for (const unsound of [null, '', '!', 'AAAA']) assert.equal(brightnessOf(unsound), undefined);
  });
});
