import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listAddress, pages, pathTo, resolveTypedAddress, tagAddress, typedAddresses } from './pages.ts';

describe('pathTo', () => {
  it('keeps each value within its segment, whatever it contains', () => {
    const base = 'https://host/api/v1';
    for (const value of [
      '../me',
      'a/b',
      '..',
      '.',
      '%2e%2e',
      '..%2f..',
      '?x',
      '#x',
      'a\\b',
      'a b',
      '',
      'été',
    ]) {
      const path = pathTo`/albums/${value}/photos`;
      const { pathname, search, hash } = new URL(`${base}${path}`);
      const [, , , albums, segment, photos, ...rest] = pathname.split('/');
      assert.deepEqual([albums, photos, rest, search, hash], ['albums', 'photos', [], '', ''], value);
      if (!/^\.+$/u.test(value)) assert.equal(decodeURIComponent(segment ?? ''), value);
    }
  });
});

describe('typed URLs', () => {
  it('lead to existing pages, and hide none', () => {
    const paths: string[] = Object.values(pages).map(({ path }) => path);
    for (const [typed, meant] of Object.entries(typedAddresses)) {
      assert.ok(paths.includes(meant.split('?')[0] ?? ''), `${typed} means ${meant}`);
      assert.ok(!paths.includes(typed), typed);
    }
  });

  it('lead a member to their own profile, and a visitor to the log-in', () => {
    assert.equal(resolveTypedAddress('/profile', 'ada'), '/users/ada');
    assert.equal(resolveTypedAddress('/profile', undefined), '/login?next=%2Fprofile');
    assert.equal(resolveTypedAddress('/signup', 'ada'), '/register');
    assert.equal(resolveTypedAddress('/constructor', 'ada'), undefined);
  });
});

describe('pages', () => {
  it('read lists at exactly the URLs that the app requests', () => {
    const query = new URLSearchParams();
    assert.deepEqual(pages.home.reads({ params: {}, query }), [listAddress('/photos')]);
    const tag = 'blau & grün';
    const tagged = new URL(tagAddress(tag), 'http://localhost').searchParams;
    assert.deepEqual(pages.home.reads({ params: {}, query: tagged }), [listAddress('/photos', { tag })]);
    const [, photos] = pages.album.reads({ params: { id: '../me' }, query });
    assert.equal(photos, '/albums/..%2Fme/photos?limit=50');
  });
});
