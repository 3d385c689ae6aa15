import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { safeRedirect } from './page-match.ts';

describe('safeRedirect', () => {
  it('returns the given path with its query', () => {
    assert.equal(safeRedirect('/me?visibility=private#top'), '/me?visibility=private#top');
    assert.equal(safeRedirect('/photos/a%2Fb?album=c%26d'), '/photos/a%2Fb?album=c%26d');
  });

  it('returns the home page for every URL of another site, however it is written', () => {
    const elsewhere = ['//host', '/\t/host', '/\\host', '\\\\host', 'https://host/', ' //host', '/\n/host'];
    for (const text of [null, '', 'javascript:alert(1)', 'data:text/html,x', 'http://', ...elsewhere])
      assert.equal(safeRedirect(text), '/', JSON.stringify(text));
    assert.equal(safeRedirect('/.//host'), '/host');
  });
});
