import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { putBack } from '../../api/put-back.ts';
import type { Photo } from '../../api/types.ts';
import { knownOrder } from './known-order.ts';

const photos = (ids: string) => [...ids].map((id) => ({ id }) as Photo);
const start = { photos: photos('abcd'), isBroken: false };

describe('the order of an album', () => {
  it('is known as far as it is held from its start: enough to put back what was taken out of there', () => {
    const order = knownOrder(start, { photos: photos('bd'), isAll: false });
    assert.deepEqual(putBack(photos('acefg'), order ?? [], new Set('bd')), photos('abcdefg'));
  });

  it('is known where all of it is selected, whatever of it is held', () => {
    const all = { photos: photos('abcdefg'), isAll: true };
    assert.deepEqual(knownOrder({ photos: photos('ef'), isBroken: true }, all), all.photos);
  });

  it('is not known where something is selected that is not held', () => {
    assert.equal(knownOrder(start, { photos: photos('bx'), isAll: false }), undefined);
  });

  it('is not known where some that were scrolled past were let go', () => {
    assert.equal(knownOrder({ ...start, isBroken: true }, { photos: photos('b'), isAll: false }), undefined);
  });
});
