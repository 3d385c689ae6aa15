import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPages, readWholeList } from './read-list.ts';
import type { ListPage } from './types.ts';

type Item = { id: string };
const url = '/me/photos?limit=50&tag=sea';
const items = (from: number, to: number): Item[] =>
  Array.from({ length: to - from }, (_, at) => ({ id: `p${from + at}` }));

/** A server that returns pages by cursor. */
function serve(pages: Record<string, ListPage<Item>>) {
  const asked: string[] = [];
  const readPage = async (at: string) => {
    asked.push(at);
    const page = pages[new URLSearchParams(at.split('?')[1]).get('cursor') ?? ''];
    if (!page) throw new Error('out of order');
    return page;
  };
  return { asked, readPage };
}

describe('readWholeList', () => {
  it('reads to the end in as few requests as the API allows', async () => {
    const { asked, readPage } = serve({
      '': { items: items(0, 200), nextCursor: 'a' },
      a: { items: items(200, 400), nextCursor: 'b' },
      b: { items: items(400, 417), nextCursor: null },
    });
    assert.deepEqual(await readWholeList(url, { readPage }), items(0, 417));
    assert.deepEqual(asked, [
      '/me/photos?limit=200&tag=sea',
      '/me/photos?limit=200&tag=sea&cursor=a',
      '/me/photos?limit=200&tag=sea&cursor=b',
    ]);
  });

  it('returns no item twice from a list that moved on meanwhile', async () => {
    const { readPage } = serve({
      '': { items: items(0, 200), nextCursor: 'a' },
      a: { items: items(195, 300), nextCursor: null },
    });
    assert.deepEqual(await readWholeList(url, { readPage }), items(0, 300));
  });

  it('throws rather than return a part', async () => {
    const { readPage } = serve({ '': { items: items(0, 200), nextCursor: 'lost' } });
    await assert.rejects(readWholeList(url, { readPage }), /out of order/u);
  });
});

describe('readPages', () => {
  it('requests no page that the caller does not read', async () => {
    const { asked, readPage } = serve({
      '': { items: items(0, 2), nextCursor: 'a' },
      a: { items: items(2, 4), nextCursor: null },
    });
    for await (const page of readPages(url, { readPage })) {
      assert.deepEqual(page, items(0, 2));
      break;
    }
    assert.equal(asked.length, 1);
  });
});
