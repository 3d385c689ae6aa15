import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { restoreRemoved } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { findLoadedOrder, moveItem, positionByKey } from './album-order.ts';

const photos = (ids: string) => [...ids].map((id) => ({ id }) as Photo);
const start = { photos: photos('abcd'), hasGaps: false };

describe('findLoadedOrder', () => {
  it('returns the loaded start of an album, enough to restore removed photos', () => {
    const order = findLoadedOrder(start, { photos: photos('bd'), isAll: false });
    assert.deepEqual(restoreRemoved(photos('acefg'), order ?? [], new Set('bd')), photos('abcdefg'));
  });

  it('returns the whole order if all photos are selected', () => {
    const all = { photos: photos('abcdefg'), isAll: true };
    assert.deepEqual(findLoadedOrder({ photos: photos('ef'), hasGaps: true }, all), all.photos);
  });

  it('returns nothing if a selected photo is not loaded', () => {
    assert.equal(findLoadedOrder(start, { photos: photos('bx'), isAll: false }), undefined);
  });

  it('returns nothing if pages in between were unloaded', () => {
    assert.equal(
      findLoadedOrder({ ...start, hasGaps: true }, { photos: photos('b'), isAll: false }),
      undefined,
    );
  });
});

describe('moveItem', () => {
  it('moves an item forward and back', () => {
    assert.deepEqual(moveItem(['a', 'b', 'c', 'd'], 0, 2), ['b', 'c', 'a', 'd']);
    assert.deepEqual(moveItem(['a', 'b', 'c', 'd'], 3, 1), ['a', 'd', 'b', 'c']);
  });

  it('stops at both ends', () => {
    assert.deepEqual(moveItem(['a', 'b'], 0, 9), ['b', 'a']);
    assert.deepEqual(moveItem(['a', 'b'], 1, -4), ['b', 'a']);
  });
});

describe('placeByKey', () => {
  it('moves by row and to both ends', () => {
    assert.equal(positionByKey('ArrowDown', 1, 4, 10), 5);
    assert.equal(positionByKey('ArrowUp', 1, 4, 10), 0);
    assert.equal(positionByKey('End', 1, 4, 10), 9);
    assert.equal(positionByKey('q', 1, 4, 10), undefined);
  });
});
