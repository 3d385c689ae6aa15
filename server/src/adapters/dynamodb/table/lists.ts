import { Buffer } from 'node:buffer';
import { invalidField } from '../../../domain/errors.ts';
import type { Page, PageRequest } from '../../../ports/paging.ts';
import type { Entry, ListQuery, Table } from './table.ts';
import type { Item } from './writes.ts';

/** One list, spread over partitions. */
type SpreadList = Omit<ListQuery, 'list'> & { lists: readonly string[]; limit: number };

/** Merges the entries of all partitions. Reads up to `limit` entries of each. */
export async function readEntries(table: Table, { lists, limit, ...query }: SpreadList): Promise<Entry[]> {
  const parts = await Promise.all(lists.map((list) => table.listEntries({ ...query, list, limit })));
  const sign = query.isRising ? 1 : -1;
  return parts
    .flat()
    .sort((a, b) => (a.at < b.at ? -sign : sign))
    .slice(0, limit);
}

/** Loads the value of each entry. A value is undefined if its entry is outdated, because the index lags behind. */
export type LoadEntries<T> = (entries: readonly Entry[]) => Promise<(T | undefined)[]>;

/** Loads items that are still in the list. With `isMoving`, their position may have changed. */
export const loadItems =
  <T>(
    table: Table,
    { number, isMoving = false }: Pick<ListQuery, 'number'> & { isMoving?: boolean },
    toResult: (item: Item) => T,
  ): LoadEntries<T> =>
  async (entries) => {
    const items = await table.getMany(entries);
    const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
    return entries.map(({ pk, sk, list, at }) => {
      const item = byKey.get(`${pk} ${sk}`);
      const stands = item?.[`list${number}`] === list && (isMoving || item[`at${number}`] === at);
      return item && stands ? toResult(item) : undefined;
    });
  };

type Found<T> = { result: T; at: string };

/** Reads up to `limit` valid entries. Reads further to replace outdated ones. */
async function readFound<T>(table: Table, list: SpreadList, load: LoadEntries<T>): Promise<Found<T>[]> {
  const found: Found<T>[] = [];
  let { after } = list;
  for (;;) {
    const limit = list.limit - found.length;
    const entries = await readEntries(table, { ...list, after, limit });
    const results = await load(entries);
    for (const [index, { at }] of entries.entries()) {
      const result = results[index];
      if (result !== undefined) found.push({ result, at });
    }
    const last = entries.at(-1);
    // A list with an upper bound is short. The caller reads it again from its start.
    if (!last || entries.length < limit || found.length >= list.limit || list.before !== undefined)
      return found;
    after = last.at;
  }
}

export const readFirst = async <T>(table: Table, list: SpreadList, load: LoadEntries<T>): Promise<T[]> =>
  (await readFound(table, list, load)).map(({ result }) => result);

/**
 * Reads one entry more than the page holds, which shows that another page follows. `name` identifies the list in
 * cursors.
 */
export async function readPage<T>(
  table: Table,
  { name, cursor, limit, ...list }: Omit<SpreadList, 'after' | 'before'> & PageRequest & { name: string },
  load: LoadEntries<T>,
): Promise<Page<T>> {
  const after = cursor === undefined ? undefined : decodeCursor(name, cursor);
  const found = await readFound(table, { ...list, after, limit: limit + 1 }, load);
  const items = found.slice(0, limit).map(({ result }) => result);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return last ? { items, nextCursor: encodeCursor(name, last.at) } : { items };
}

const maxCursorLength = 500;

/** Encodes the sort key of the last entry and the name of its list. A list refuses cursors of other lists. */
const encodeCursor = (name: string, at: string) =>
  Buffer.from(JSON.stringify([name, at])).toString('base64url');

function decodeCursor(name: string, cursor: string): string {
  const [of, at, ...more] = cursor.length <= maxCursorLength ? parseArray(cursor) : [];
  if (of !== name || more.length > 0 || typeof at !== 'string' || !/^[\x21-\x7e]{1,150}$/u.test(at))
    throw invalidField('cursor', 'This is not a cursor of this list.');
  return at;
}

function parseArray(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
