import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { ListData } from './list-query.ts';
import { refetchListEnd } from './read-list.ts';
import type { Photo } from './types.ts';

const url = '/albums/1/photos?limit=50';
const page = (ids: string, nextCursor: string | null) => ({
  items: [...ids].map((id) => ({ id, renditions: [] }) as unknown as Photo),
  nextCursor,
});

/** Refetches the end of a list of two pages, of which the server now returns this second page. */
async function readEndOf(lastCursor: string | null, ids: string, nextCursor: string | null) {
  const client = new QueryClient();
  client.setQueryData<ListData<Photo>>([url], {
    pages: [page('ab', 'c1'), page('cd', lastCursor)],
    pageParams: [null, 'c1'],
  });
  const asked: string[] = [];
  const fail = () => Promise.reject(new Error('it is read page by page'));
  const isLookedAt = { queryKey: [url], queryFn: fail, staleTime: Number.POSITIVE_INFINITY };
  const lookAway = new QueryObserver(client, isLookedAt).subscribe(() => undefined);
  await refetchListEnd(client, url, async (at) => {
    asked.push(at);
    return page(ids, nextCursor);
  });
  lookAway();
  const list = client.getQueryData<ListData<Photo>>([url]);
  return {
    asked,
    pages: list?.pages.map(({ items }) => items.map(({ id }) => id).join('')),
    nextCursor: list?.pages.at(-1)?.nextCursor,
  };
}

describe('refetchListEnd', () => {
  it('reads the last page in one request and continues the list from there', async () => {
    assert.deepEqual(await readEndOf(null, 'cdef', 'c2'), {
      asked: ['/albums/1/photos?limit=100&cursor=c1'],
      pages: ['ab', 'cdef'],
      nextCursor: 'c2',
    });
  });

  it('reads nothing if the end of the list is not loaded', async () => {
    assert.deepEqual((await readEndOf('c2', 'cdef', null)).asked, []);
  });

  it('leaves out photos that another page holds', async () => {
    assert.deepEqual((await readEndOf(null, 'bcd', null)).pages, ['ab', 'cd']);
  });
});
