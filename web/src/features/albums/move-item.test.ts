import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { moveItem, placeByKey } from './move-item.ts';

describe('moveItem', () => {
  it('moves forward and back', () => {
    assert.deepEqual(moveItem(['a', 'b', 'c', 'd'], 0, 2), ['b', 'c', 'a', 'd']);
    assert.deepEqual(moveItem(['a', 'b', 'c', 'd'], 3, 1), ['a', 'd', 'b', 'c']);
  });

  it('stops at the ends', () => {
    assert.deepEqual(moveItem(['a', 'b'], 0, 9), ['b', 'a']);
    assert.deepEqual(moveItem(['a', 'b'], 1, -4), ['b', 'a']);
  });
});

describe('placeByKey', () => {
  it('knows rows and ends', () => {
    assert.equal(placeByKey('ArrowDown', 1, 4, 10), 5);
    assert.equal(placeByKey('ArrowUp', 1, 4, 10), 0);
    assert.equal(placeByKey('End', 1, 4, 10), 9);
    assert.equal(placeByKey('q', 1, 4, 10), undefined);
  });
});
