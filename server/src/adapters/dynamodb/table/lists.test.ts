import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { times } from '../../../ports/conformance/builders.ts';
import { timeKey } from './keys.ts';
import { loadItems, readPage } from './lists.ts';
import type { Entry, Table } from './table.ts';
import type { Item } from './writes.ts';

const list = 'feed';
const sortKey = (index: number) => timeKey(1000 + index, `id-${index}`);
const entryOf = (index: number, shard = list): Entry => ({
  pk: `photo#${index}`,
  sk: 'photo',
  list: shard,
  at: sortKey(index),
});
const itemOf = ({ pk, sk, list: list1, at: at1 }: Entry): Item => ({ pk, sk, list1, at1 });

/** Simulates an index that lags behind the table, which DynamoDB Local does not. */
function lagging(entries: Entry[], items: Item[]) {
  const asked: number[] = [];
  const table = {
    async listEntries({ list: name, after = '~', limit }) {
      asked.push(limit);
      const own = entries.filter((entry) => entry.list === name && entry.at < after);
      return own.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit);
    },
    getMany: async (keys) => items.filter(({ pk, sk }) => keys.some((key) => key.pk === pk && key.sk === sk)),
  } as Pick<Table, 'listEntries' | 'getMany'> as Table;
  return { table, asked };
}

describe('a list that is read from an index', () => {
  const load = (table: Table) => loadItems(table, { number: 1 }, ({ pk }) => pk);

  it('replaces entries whose items are gone or moved', async () => {
    const entries = times(9, (index) => entryOf(index));
    const items = entries.map(itemOf);
    const gone = items.filter((_, index) => index !== 7);
    const changed = gone.map((item) => {
      if (item.pk === 'photo#6') return { pk: item.pk, sk: item.sk };
      if (item.pk === 'photo#5') return { ...item, list1: 'another' };
      return item.pk === 'photo#4' ? { ...item, at1: sortKey(99) } : item;
    });
    const { table } = lagging(entries, changed);
    const page = await readPage(table, { name: 'feed', number: 1, lists: [list], limit: 2 }, load(table));
    assert.deepEqual(page.items, ['photo#8', 'photo#3']);
    const { nextCursor: cursor } = page;
    const next = await readPage(
      table,
      { name: 'feed', number: 1, lists: [list], limit: 9, cursor },
      load(table),
    );
    assert.deepEqual(next, { items: ['photo#2', 'photo#1', 'photo#0'] });
  });

  it('reports no further page if all remaining items are gone', async () => {
    const entries = times(5, (index) => entryOf(index));
    const { table } = lagging(entries, entries.slice(3).map(itemOf));
    const page = await readPage(table, { name: 'feed', number: 1, lists: [list], limit: 2 }, load(table));
    assert.deepEqual(page, { items: ['photo#4', 'photo#3'] });
  });

  it('finds items that move within the list if told that they may', async () => {
    const entries = times(2, (index) => entryOf(index));
    const items = entries.map((entry, index) => itemOf({ ...entry, at: sortKey(index + 50) }));
    const { table } = lagging(entries, items);
    const moving = loadItems(table, { number: 1, isMoving: true }, ({ pk }) => pk);
    const page = await readPage(table, { name: 'feed', number: 1, lists: [list], limit: 5 }, moving);
    assert.deepEqual(page, { items: ['photo#1', 'photo#0'] });
  });

  it('merges shards of any size and reads at most one entry more than a page from each', async () => {
    const shards = ['feed#0', 'feed#1', 'feed#2'];
    const entries = times(30, (index) => entryOf(index, shards[index % 7 === 0 ? 0 : 1]));
    const { table, asked } = lagging(entries, entries.map(itemOf));
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readPage(
        table,
        { name: 'feed', number: 1, lists: shards, limit: 4, cursor },
        load(table),
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    assert.deepEqual(
      found,
      times(30, (index) => `photo#${29 - index}`),
    );
    assert.deepEqual(new Set(asked), new Set([5]));
  });
});
