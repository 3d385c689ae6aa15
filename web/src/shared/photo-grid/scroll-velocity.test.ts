import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { createScrollVelocity, type ScrollVelocity } from './scroll-velocity.ts';

describe('scroll velocity', () => {
  let velocity: ScrollVelocity;
  let now = 0;
  let top = 0;
  const scroll = (pixels: number, milliseconds: number) => {
    now += milliseconds;
    top += pixels;
    velocity.record(top, now);
  };
  const fling = () => {
    for (let step = 0; step < 12; step += 1) scroll(100, 16);
  };

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    velocity = createScrollVelocity();
    [now, top] = [0, 0];
  });
  afterEach(() => mock.timers.reset());

  it('is fast after several long steps, but not after one jump', () => {
    scroll(20_000, 16);
    assert.equal(velocity.isFast(), false);
    scroll(20_000, 1000);
    assert.equal(velocity.isFast(), false);
    fling();
    assert.equal(velocity.isFast(), true);
  });

  it('stays fast when wheel events come in bursts', () => {
    fling();
    for (const pixels of [100, 150, 20, 10, 120, 150, 20]) {
      scroll(pixels, 16);
      assert.equal(velocity.isFast(), true);
    }
  });

  it('is not fast at a reading pace', () => {
    for (let step = 0; step < 40; step += 1) {
      scroll(20, 16);
      assert.equal(velocity.isFast(), false);
    }
  });

  it('is the same upwards', () => {
    for (let step = 0; step < 12; step += 1) scroll(-100, 16);
    assert.equal(velocity.isFast(), true);
  });

  it('calls back once when it slows down', () => {
    fling();
    let calls = 0;
    velocity.onceSlow(() => {
      calls += 1;
    });
    scroll(100, 16);
    assert.equal(calls, 0);
    for (let step = 0; step < 12; step += 1) scroll(10, 16);
    assert.equal(calls, 1);
    assert.equal(velocity.isFast(), false);
  });

  it('calls back when fast scrolling ends, except cancelled listeners', () => {
    fling();
    const calls: string[] = [];
    velocity.onceSlow(() => calls.push('kept'));
    velocity.onceSlow(() => calls.push('forgotten'))();
    mock.timers.tick(500);
    assert.deepEqual(calls, ['kept']);
    assert.equal(velocity.isFast(), false);
  });

  it('reports movement until the page is idle', () => {
    scroll(1, 16);
    assert.equal(velocity.isMoving(), true);
    mock.timers.tick(500);
    assert.equal(velocity.isMoving(), false);
  });
});
