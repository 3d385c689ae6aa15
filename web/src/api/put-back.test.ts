import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { restoreRemoved } from './photo-cache.ts';

const items = (ids: string) => [...ids].map((id) => ({ id }));
const back = (now: string, before: string, missing: string) =>
  restoreRemoved(items(now), items(before), new Set(missing))
    .map(({ id }) => id)
    .join('');

describe('putBack', () => {
  it('gives each its place', () => {
    assert.equal(back('ace', 'abcdef', 'bdf'), 'abcdef');
    assert.equal(back('c', 'abc', 'ab'), 'abc');
    assert.equal(back('', 'abc', 'abc'), 'abc');
  });

  it('leaves what came and was moved since where it is', () => {
    assert.equal(back('xaycz', 'abc', 'b'), 'xabycz');
    assert.equal(back('ca', 'abc', 'b'), 'cab');
  });

  it('goes by the next one ahead where the one before is gone as well', () => {
    assert.equal(back('ae', 'abcde', 'd'), 'ade');
  });

  it('brings nothing back that was not asked for, and nothing twice', () => {
    assert.equal(back('ac', 'abcd', 'd'), 'acd');
    assert.equal(back('abc', 'abc', 'b'), 'abc');
  });
});
