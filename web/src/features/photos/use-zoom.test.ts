import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  detectSwipe,
  keepInside,
  maxScaleOf,
  scaleForDoubleClick,
  unzoomed,
  zoomAround,
} from './use-zoom.ts';

describe('zoomAround', () => {
  it('keeps the point under the pointer in place', () => {
    const point = { x: 120, y: -40 };
    const zoom = zoomAround(unzoomed, point, 2);
    // The stage shows point p of the picture at x + p * scale.
    assert.equal(zoom.x + point.x * zoom.scale, point.x);
    assert.equal(zoom.y + point.y * zoom.scale, point.y);
  });

  it('stays between scale 1 and the limit', () => {
    assert.equal(zoomAround(unzoomed, { x: 0, y: 0 }, 0.2).scale, 1);
    assert.equal(zoomAround(unzoomed, { x: 0, y: 0 }, 99).scale, 8);
    assert.equal(zoomAround(unzoomed, { x: 0, y: 0 }, 99, 20).scale, 20);
  });
});

describe('keepInside', () => {
  const stage = { width: 1000, height: 600 };

  it('centres a picture smaller than the stage', () => {
    const kept = keepInside({ scale: 1, x: 300, y: -200 }, { width: 900, height: 600 }, stage);
    assert.deepEqual(kept, unzoomed);
  });

  it('stops the edge of a larger picture at the stage’s edge', () => {
    const kept = keepInside({ scale: 2, x: 900, y: -900 }, { width: 900, height: 600 }, stage);
    assert.deepEqual(kept, { scale: 2, x: 400, y: -300 });
  });
});

describe('swipeOf', () => {
  it('detects a long drag and a quick flick, but no small movement', () => {
    assert.equal(detectSwipe(-120, 900), 'next');
    assert.equal(detectSwipe(40, 60), 'previous');
    assert.equal(detectSwipe(40, 900), undefined);
    assert.equal(detectSwipe(5, 2), undefined);
  });
});

describe('the largest scale', () => {
  it('shows every pixel of a panorama, and is at least eight', () => {
    assert.equal(maxScaleOf(1400, 2048), 8);
    const shown = 390;
    assert.ok(shown * maxScaleOf(shown, 12_000) >= 12_000, 'a panorama on a phone');
    assert.ok(81 * maxScaleOf(81, 1080) >= 1080, 'a long page in a window');
    assert.ok(maxScaleOf(0, 0) >= 8);
  });

  it('fills the stage with a panorama on a double click, as far as its pixels allow', () => {
    const stage = { width: 1440, height: 900 };
    assert.equal(scaleForDoubleClick({ width: 1440, height: 180 }, stage, 12_000), 5);
    assert.equal(scaleForDoubleClick({ width: 81, height: 900 }, stage, 1080), 1080 / 81);
    assert.equal(scaleForDoubleClick({ width: 1200, height: 900 }, stage, 2048), 2.5);
  });
});
