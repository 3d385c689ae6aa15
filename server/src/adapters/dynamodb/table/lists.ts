import { Buffer } from 'node:buffer';
import { invalidField } from '../../../domain/errors.ts';
import type { Page, PageRequest } from '../../../ports/paging.ts';
import type { Entry, ListQuery, Table } from './table.ts';
import type { Item } from './writes.ts';

/** One list, spread over partitions. */
type SpreadList = Omit<ListQuery, 'list'> & { lists: readonly string[]; limit: number };

/** The entries of all partitions as one list: each gives as many as could be wanted of it alone. */
export async function readEntries(table: Table, { lists, limit, ...query }: SpreadList): Promise<Entry[]> {
  const parts = await Promise.all(lists.map((list) => table.listEntries({ ...query, list, limit })));
  const sign = query.isRising ? 1 : -1;
  return parts
    .flat()
    .sort((a, b) => (a.at < b.at ? -sign : sign))
    .slice(0, limit);
}

/** What entries are about, one for one; undefined where the entry does not hold any longer: an index lags behind. */
export type LoadEntries<T> = (entries: readonly Entry[]) => Promise<(T | undefined)[]>;

/** The items themselves, as long as they stand in that list; with `isMoving`, in another place of it, too. */
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

/** Up to `limit` that hold. Goes on as long as entries that hold no longer leave room. */
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
    // A list that ends at a moment is short, and is read again from its start by whoever goes on.
    if (!last || entries.length < limit || found.length >= list.limit || list.before !== undefined)
      return found;
    after = last.at;
  }
}

export const readFirst = async <T>(table: Table, list: SpreadList, load: LoadEntries<T>): Promise<T[]> =>
  (await readFound(table, list, load)).map(({ result }) => result);

/** One more than the page holds is read: it tells whether there is another page. `name` is what its cursors are for. */
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

/** A cursor is the last one's place and the name of its list: another list's cursor is refused as a forged one is. */
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
