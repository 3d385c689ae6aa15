import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { content, key, type UsedBlobs } from './use-blobs.ts';

/** Describes the promises of every blob store for lists of keys. */
export function describeBlobLists(held: UsedBlobs): void {
  const { store } = held;
  describe('a list', () => {
    const keys = [
      'albums/cover',
      'photos/a-b/x',
      'photos/a/x',
      'photos/abcdefgh-1/x',
      'photos/abcdefgh/x',
      'photos/abcdefgh/y.webp',
      'photos/abcdefi/x',
      'photos/b',
      'photos/zzzzzzzzzzzzzzzz',
      'photos2/a',
    ].sort();

    async function listInPages(prefix: string, limit: number): Promise<string[]> {
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await held.blobs.list({ prefix, cursor, limit });
        assert.ok(
          page.items.length === limit || page.nextCursor === undefined,
          'only the last page is short',
        );
        listed.push(...page.items.map((item) => item.key));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return listed;
    }

    it('of stray files is empty if only objects are stored', async () => {
      for (const each of keys) await store(each, content);
      assert.deepEqual(
        await held.blobs.listStrays({ prefixes: ['albums/', 'photos/', 'photos2/'], limit: 10 }),
        [],
      );
    });

    it('is empty if nothing is stored', async () => {
      assert.deepEqual(await held.blobs.list({ prefix: 'photos/', limit: 10 }), { items: [] });
    });

    it('is sorted by key, in pages of any size', async () => {
      for (const each of keys.toReversed()) await store(each, content);
      for (const limit of [1, 2, 3, keys.length, 1000])
        assert.deepEqual(await listInPages('', limit), keys, `${limit} a page`);
    });

    it('holds all keys with the prefix, wherever it ends', async () => {
      for (const each of keys) await store(each, content);
      for (const prefix of [
        'photos/',
        'photos',
        'photos/a',
        'photos/abcdefg',
        'photos/abcdefgh/',
        'photos/abcdefgh/y',
        'x',
      ])
        assert.deepEqual(
          await listInPages(prefix, 2),
          keys.filter((each) => each.startsWith(prefix)),
          prefix,
        );
    });

    it('continues correctly while objects are added and removed', async () => {
      for (const each of ['k/b', 'k/d', 'k/f']) await store(each, content);
      const { items, nextCursor } = await held.blobs.list({ prefix: 'k/', limit: 2 });
      assert.deepEqual(
        items.map((item) => item.key),
        ['k/b', 'k/d'],
      );
      await held.blobs.remove(['k/b', 'k/d']);
      for (const each of ['k/a', 'k/e']) await store(each, content);
      const rest = await held.blobs.list({ prefix: 'k/', cursor: nextCursor, limit: 10 });
      assert.deepEqual(
        rest.items.map((item) => item.key),
        ['k/e', 'k/f'],
      );
    });

    it('returns lengths and modification times', async () => {
      const before = Date.now();
      await store(key, content);
      const [item] = (await held.blobs.list({ prefix: '', limit: 1 })).items;
      assert.equal(item?.bytes, content.byteLength);
      // The store's clock may differ and count whole seconds.
      assert.ok(Math.abs(item.modifiedAt - before) < 60_000);
    });
  });
}
