import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clampSquare, initialSquare, toCrop } from './avatar-crop.ts';

describe('the crop of a profile picture', () => {
  it('starts in the centre, as large as possible', () => {
    assert.deepEqual(toCrop(initialSquare, 1.5), { left: 167, top: 0, size: 1000 });
    assert.deepEqual(toCrop(initialSquare, 0.5), { left: 0, top: 250, size: 1000 });
    assert.deepEqual(toCrop(initialSquare, 1), { left: 0, top: 0, size: 1000 });
  });

  it('stays within the photo when moved and zoomed', () => {
    assert.deepEqual(toCrop(clampSquare({ x: 5, y: -5, zoom: 1 }, 2), 2), { left: 500, top: 0, size: 1000 });
    assert.deepEqual(toCrop(clampSquare({ x: 5, y: 5, zoom: 2 }, 2), 2), { left: 750, top: 500, size: 500 });
    assert.equal(clampSquare({ x: 0.5, y: 0.5, zoom: 99 }, 1).zoom, 5);
  });
});
