import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchPage } from './page-match.ts';

describe('matchPage', () => {
  it('finds pages without parameters', () => {
    assert.deepEqual(matchPage('/'), { name: 'home', params: {} });
    assert.deepEqual(matchPage('/me/likes'), { name: 'myLikes', params: {} });
  });

  it('decodes parameters', () => {
    assert.deepEqual(matchPage('/users/blue%20sea'), { name: 'profile', params: { username: 'blue sea' } });
    assert.deepEqual(matchPage('/users/a%2Fb'), { name: 'profile', params: { username: 'a/b' } });
  });

  it('matches no other path, invalid escapes included', () => {
    for (const path of ['/nowhere', '/photos', '/photos/a/b', '/users/%E0%A4%A'])
      assert.equal(matchPage(path), undefined);
  });
});
