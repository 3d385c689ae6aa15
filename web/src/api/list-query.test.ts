import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pages, tagAddress } from '@vitrine/contract/pages.ts';
import { listAddress, pageAddress } from './list-query.ts';

describe('listAddress', () => {
  it('writes what the contract’s pages read, letter for letter', () => {
    const query = new URLSearchParams();
    const params = {};
    assert.deepEqual(pages.home.reads({ params, query }), [listAddress('/photos')]);
    const tag = 'blau & grün';
    const tagged = new URL(tagAddress(tag), 'http://localhost').searchParams;
    assert.deepEqual(pages.home.reads({ params, query: tagged }), [listAddress('/photos', { tag })]);
    const album = pages.album.reads({ params: { id: 'a1' }, query });
    assert.equal(album[1], listAddress('/albums/a1/photos'));
    const profile = pages.profile.reads({ params: { username: 'ada' }, query });
    assert.equal(profile[1], listAddress('/users/ada/photos'));
  });
});

describe('pageAddress', () => {
  it('keeps the list’s own query', () => {
    assert.equal(pageAddress('/photos?limit=50&tag=sea', 'abc'), '/photos?limit=100&tag=sea&cursor=abc');
    assert.equal(pageAddress('/photos?limit=50', null), '/photos?limit=50');
  });
});
