import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { createScrollVelocity, type ScrollVelocity } from './scroll-velocity.ts';

describe('the pace of scrolling', () => {
  let pace: ScrollVelocity;
  let now = 0;
  let top = 0;
  const scroll = (pixels: number, milliseconds: number) => {
    now += milliseconds;
    top += pixels;
    pace.record(top, now);
  };
  const fling = () => {
    for (let step = 0; step < 12; step += 1) scroll(100, 16);
  };

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    pace = createScrollVelocity();
    [now, top] = [0, 0];
  });
  afterEach(() => mock.timers.reset());

  it('is fast once several steps were long, and not for one leap', () => {
    scroll(20_000, 16);
    assert.equal(pace.isFast(), false);
    scroll(20_000, 1000);
    assert.equal(pace.isFast(), false);
    fling();
    assert.equal(pace.isFast(), true);
  });

  it('is fast throughout where the wheel goes by fits and starts', () => {
    fling();
    for (const pixels of [100, 150, 20, 10, 120, 150, 20]) {
      scroll(pixels, 16);
      assert.equal(pace.isFast(), true);
    }
  });

  it('is not fast at the pace of somebody who looks', () => {
    for (let step = 0; step < 40; step += 1) {
      scroll(20, 16);
      assert.equal(pace.isFast(), false);
    }
  });

  it('is the same on the way up', () => {
    for (let step = 0; step < 12; step += 1) scroll(-100, 16);
    assert.equal(pace.isFast(), true);
  });

  it('calls once when it slows down', () => {
    fling();
    let calls = 0;
    pace.onceSlow(() => {
      calls += 1;
    });
    scroll(100, 16);
    assert.equal(calls, 0);
    for (let step = 0; step < 12; step += 1) scroll(10, 16);
    assert.equal(calls, 1);
    assert.equal(pace.isFast(), false);
  });

  it('calls when scrolling ends at full speed, and not who was forgotten', () => {
    fling();
    const calls: string[] = [];
    pace.onceSlow(() => calls.push('kept'));
    pace.onceSlow(() => calls.push('forgotten'))();
    mock.timers.tick(500);
    assert.deepEqual(calls, ['kept']);
    assert.equal(pace.isFast(), false);
  });

  it('moves until it has come to rest', () => {
    scroll(1, 16);
    assert.equal(pace.isMoving(), true);
    mock.timers.tick(500);
    assert.equal(pace.isMoving(), false);
  });
});
