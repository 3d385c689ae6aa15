import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QueryClient } from '@tanstack/react-query';
import {
  changePhotoInCache,
  changePhotosInCache,
  type PhotoList,
  removePhotosFromCache,
  trashOptimistically,
} from './photo-cache.ts';
import type { Photo } from './types.ts';

const photo = (id: string, fields: Partial<Photo> = {}) =>
  ({ id, title: id, visibility: 'private', tags: [], renditions: [], ...fields }) as unknown as Photo;
const page = (ids: string) => ({ items: [...ids].map((id) => photo(id)), nextCursor: null });
const url = '/me/photos?limit=50';

/** Creates a client that holds a list in pages. */
function setUp(...pages: string[]) {
  const client = new QueryClient();
  const keep = (...now: string[]) =>
    client.setQueryData<PhotoList>([url], {
      pages: now.map(page),
      pageParams: now.map((_, index) => (index === 0 ? null : `c${index}`)),
    });
  keep(...pages);
  const list = (at = url) => client.getQueryData<PhotoList>([at]);
  return {
    client,
    keep,
    list,
    change: (change: (list: PhotoList) => PhotoList) =>
      client.setQueryData<PhotoList>([url], (now) => now && change(now)),
    ids: (at?: string) => list(at)?.pages.map(({ items }) => items.map(({ id }) => id).join('')),
    photo: (id: string) =>
      list()
        ?.pages.flatMap(({ items }) => items)
        .find((item) => item.id === id),
  };
}

describe('removePhotosFromCache', () => {
  it('restores photos to their positions on rollback and keeps newer ones', () => {
    const { client, change, ids } = setUp('abcd', 'efgh');
    const rollback = removePhotosFromCache(client, new Set('bef'));
    assert.deepEqual(ids(), ['acd', 'gh']);
    change(({ pages, pageParams }) => ({
      pages: [{ ...page('xacd') }, ...pages.slice(1), page('ijkl')],
      pageParams: [...pageParams, 'c2'],
    }));
    rollback();
    assert.deepEqual(ids(), ['xabcd', 'efgh', 'ijkl']);
  });

  it('restores a page that held no other photos', () => {
    const { client, ids } = setUp('abc');
    const rollback = removePhotosFromCache(client, new Set('abc'));
    assert.deepEqual(ids(), ['']);
    rollback();
    assert.deepEqual(ids(), ['abc']);
  });

  it('restores nothing twice if the list was refetched meanwhile', () => {
    const { client, keep, ids } = setUp('abcd', 'efgh');
    const rollback = removePhotosFromCache(client, new Set('bf'));
    keep('abcdef', 'gh');
    rollback();
    assert.deepEqual(ids(), ['abcdef', 'gh']);
  });

  it('restores nothing into a page that was released', () => {
    const { client, change, list } = setUp('abcd', 'efgh');
    const rollback = removePhotosFromCache(client, new Set('f'));
    const shapes = [1, 1, 1];
    change((now) => ({ ...now, pages: now.pages.with(1, { items: [], nextCursor: null, shapes }) }));
    rollback();
    assert.deepEqual(list()?.pages[1], { items: [], nextCursor: null, shapes });
  });

  it('removes photos from matching lists only', () => {
    const { client, ids } = setUp('ab');
    const album = '/albums/1/photos?limit=50';
    client.setQueryData<PhotoList>([album], { pages: [page('ab')], pageParams: [null] });
    removePhotosFromCache(client, new Set('a'), (at) => at === album);
    assert.deepEqual([ids(), ids(album)], [['ab'], ['b']]);
  });
});

describe('trashOptimistically', () => {
  it('removes photos from a trash that was loaded meanwhile on rollback', () => {
    const { client, ids } = setUp('abc');
    const trash = '/me/trash?limit=50';
    const rollback = trashOptimistically(client, new Set('b'));
    client.setQueryData<PhotoList>([trash], { pages: [page('bx')], pageParams: [null] });
    rollback();
    assert.deepEqual([ids(), ids(trash)], [['abc'], ['x']]);
  });
});

describe('changePhotosInCache', () => {
  it('changes photos wherever the cache holds them and reverts only those', () => {
    const { client, change, ids, photo: listed } = setUp('abc');
    client.setQueryData(['/photos/a'], photo('a'));
    const rollback = changePhotosInCache(client, new Set('ab'), (before) => ({
      ...before,
      visibility: 'public',
    }));
    assert.equal(client.getQueryData<Photo>(['/photos/a'])?.visibility, 'public');
    change((now) => ({ ...now, pages: [...now.pages, page('d')], pageParams: [...now.pageParams, 'c1'] }));
    rollback();
    assert.deepEqual(ids(), ['abc', 'd']);
    assert.deepEqual(
      [...'abcd'].map((id) => listed(id)?.visibility),
      ['private', 'private', 'private', 'private'],
    );
    assert.equal(client.getQueryData<Photo>(['/photos/a'])?.visibility, 'private');
  });

  it('reverts only the fields that did not change again', () => {
    const { client, photo: listed } = setUp('a');
    const first = changePhotoInCache(client, 'a', (before) => ({ ...before, title: 'one', tags: ['x'] }));
    changePhotoInCache(client, 'a', (before) => ({ ...before, title: 'two' }));
    first();
    assert.deepEqual([listed('a')?.title, listed('a')?.tags], ['two', []]);
  });
});
