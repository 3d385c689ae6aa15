import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QueryClient } from '@tanstack/react-query';
import type { Album, ListPage, Photo } from '../../api/types.ts';
import { refetchSignedUrls } from './refresh-signed-urls.ts';

const photo = (id: string, round: number) =>
  ({ id, title: `${id} in round ${round}`, renditions: [{ url: `/media/${id}?expires=${round}` }] }) as Photo;
const photos = (ids: string, round: number) => [...ids].map((id) => photo(id, round));
const urls = (items: readonly (Photo | null)[]) => items.map((item) => item?.renditions[0]?.url);

/** Creates a client that holds lists, and a server whose photos have newer URLs. */
function setUp(lists: Record<string, readonly [cursor: string | null, ids: string][]>) {
  const client = new QueryClient();
  const asked: string[] = [];
  for (const [url, pages] of Object.entries(lists))
    client.setQueryData([url], {
      pages: pages.map(([, ids]) => ({ items: photos(ids, 1), nextCursor: null })),
      pageParams: pages.map(([cursor]) => cursor),
    });
  const held = (url: string, cursor: string | null) =>
    lists[url]?.find(([known]) => known === cursor)?.[1] ?? '';
  return {
    client,
    asked,
    listed: (url: string) =>
      (client.getQueryData([url]) as { pages: ListPage<Photo>[] }).pages.flatMap(({ items }) => items),
    readers: {
      readPage: async (url: string) => {
        asked.push(url);
        const [path, search] = url.split('?');
        const cursor = new URLSearchParams(search).get('cursor');
        return { items: photos(held(`${path}?limit=50`, cursor), 2), nextCursor: null };
      },
      readPhoto: async (id: string) => {
        asked.push(id);
        return photo(id, 2);
      },
    },
  };
}

describe('refetchSignedUrls', () => {
  it('reads each list page once, however many of its photos need it', async () => {
    const { client, asked, readers, listed } = setUp({
      '/me/photos?limit=50': [
        [null, 'abc'],
        ['c', 'def'],
        ['f', 'ghi'],
      ],
    });
    await refetchSignedUrls(client, new Set(['b', 'd', 'f']), readers);
    assert.deepEqual(asked, ['/me/photos?limit=50', '/me/photos?limit=100&cursor=c']);
    assert.deepEqual(urls(listed('/me/photos?limit=50')), [
      ...[...'abcdef'].map((id) => `/media/${id}?expires=2`),
      ...[...'ghi'].map((id) => `/media/${id}?expires=1`),
    ]);
  });

  it('updates every list that shows the photos, and only their URLs', async () => {
    const { client, asked, readers, listed } = setUp({
      '/me/photos?limit=50': [[null, 'abc']],
      '/albums/1/photos?limit=50': [[null, 'cb']],
    });
    await refetchSignedUrls(client, new Set(['b', 'c']), readers);
    assert.equal(asked.length, 1);
    assert.deepEqual(urls(listed('/albums/1/photos?limit=50')), ['/media/c?expires=2', '/media/b?expires=2']);
    assert.equal(listed('/albums/1/photos?limit=50')[0]?.title, 'c in round 1');
  });

  it('reads selected photos without requesting the selection', async () => {
    const { client, asked, readers } = setUp({});
    client.setQueryData(['selection', '/me/photos?limit=50'], {
      pages: [{ items: photos('a', 1), nextCursor: null }],
      pageParams: [null],
    });
    await refetchSignedUrls(client, new Set(['a']), readers);
    assert.deepEqual(asked, ['a']);
  });

  it('reads photos one by one if no list holds them', async () => {
    const { client, asked, readers } = setUp({ '/me/photos?limit=50': [[null, 'abc']] });
    client.setQueryData(['/photos/x'], photo('x', 1));
    const fresh = await refetchSignedUrls(client, new Set(['a', 'x']), readers);
    assert.deepEqual(asked, ['/me/photos?limit=50', 'x']);
    assert.deepEqual(urls([client.getQueryData(['/photos/x']) as Photo]), ['/media/x?expires=2']);
    assert.deepEqual([...fresh.keys()], ['a', 'b', 'c', 'x']);
  });

  it('updates the covers of albums', async () => {
    const { client, asked } = setUp({});
    const album = (round: number) => ({ id: 'one', cover: photo('a', round) }) as Album;
    const bare = { id: 'two', cover: null } as Album;
    const data = { pages: [{ items: [bare, album(1)], nextCursor: null }], pageParams: [null] };
    client.setQueryData(['/me/albums?limit=50'], data);
    await refetchSignedUrls(client, new Set(['a']), {
      readPage: async (url) => {
        asked.push(url);
        return { items: [bare, album(2)], nextCursor: null };
      },
    });
    assert.deepEqual(asked, ['/me/albums?limit=50']);
    const { pages } = client.getQueryData(['/me/albums?limit=50']) as { pages: ListPage<Album>[] };
    assert.deepEqual(urls(pages[0]?.items.map(({ cover }) => cover) ?? []), [
      undefined,
      '/media/a?expires=2',
    ]);
  });
});
