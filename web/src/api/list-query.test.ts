import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageUrl } from './list-query.ts';

describe('pageUrl', () => {
  it('keeps the list’s own query', () => {
    assert.equal(pageUrl('/photos?limit=50&tag=sea', 'abc'), '/photos?limit=100&tag=sea&cursor=abc');
    assert.equal(pageUrl('/photos?limit=50', null), '/photos?limit=50');
  });
});
