import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchPage } from './page-match.ts';

describe('matchPage', () => {
  it('finds pages without parameters', () => {
    assert.deepEqual(matchPage('/'), { name: 'home', params: {} });
    assert.deepEqual(matchPage('/me/likes'), { name: 'myLikes', params: {} });
  });

  it('decodes parameters', () => {
    assert.deepEqual(matchPage('/tags/blue%20sea'), { name: 'tag', params: { tag: 'blue sea' } });
    assert.deepEqual(matchPage('/tags/a%2Fb'), { name: 'tag', params: { tag: 'a/b' } });
  });

  it('knows nothing of other addresses, broken escapes included', () => {
    for (const path of ['/nowhere', '/photos', '/photos/a/b', '/tags/%E0%A4%A'])
      assert.equal(matchPage(path), undefined);
  });
});
