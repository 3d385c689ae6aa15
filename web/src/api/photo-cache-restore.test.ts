import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { restoreRemoved } from './photo-cache.ts';

const items = (ids: string) => [...ids].map((id) => ({ id }));
const back = (now: string, before: string, missing: string) =>
  restoreRemoved(items(now), items(before), new Set(missing))
    .map(({ id }) => id)
    .join('');

describe('restoreRemoved', () => {
  it('restores each item to its position', () => {
    assert.equal(back('ace', 'abcdef', 'bdf'), 'abcdef');
    assert.equal(back('c', 'abc', 'ab'), 'abc');
    assert.equal(back('', 'abc', 'abc'), 'abc');
  });

  it('keeps items that arrived or moved since', () => {
    assert.equal(back('xaycz', 'abc', 'b'), 'xabycz');
    assert.equal(back('ca', 'abc', 'b'), 'cab');
  });

  it('uses the next item ahead if the preceding one is gone too', () => {
    assert.equal(back('ae', 'abcde', 'd'), 'ade');
  });

  it('restores only the requested items, and none twice', () => {
    assert.equal(back('ac', 'abcd', 'd'), 'acd');
    assert.equal(back('abc', 'abc', 'b'), 'abc');
  });
});
