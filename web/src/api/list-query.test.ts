import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageAddress } from './list-query.ts';

describe('pageAddress', () => {
  it('keeps the list’s own query', () => {
    assert.equal(pageAddress('/photos?limit=50&tag=sea', 'abc'), '/photos?limit=100&tag=sea&cursor=abc');
    assert.equal(pageAddress('/photos?limit=50', null), '/photos?limit=50');
  });
});
