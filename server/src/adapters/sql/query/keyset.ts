import { Buffer } from 'node:buffer';
import { type RawBuilder, sql } from 'kysely';
import { invalidField } from '../../../domain/errors.ts';
import type { Page } from '../../../ports/paging.ts';
import type { MakeSlot } from './prepared-query.ts';

/** Where a page begins: after the row with this key. */
export type Position = { at: number; id: string };

/* Beyond every row, so that the first page is asked for as all others are. */
const newest: Position = { at: Number.MAX_SAFE_INTEGER, id: '\uffff' };
const lowest: Position = { at: Number.MIN_SAFE_INTEGER, id: '' };

const maxCursorLength = 500;
const maxIdLength = 64;

/** A cursor is the last row's key and the name of its list: another list's cursor is refused as a forged one is. */
const encodeCursor = (list: string, { at, id }: Position) =>
  Buffer.from(JSON.stringify([list, at, id])).toString('base64url');

function decodeCursor(list: string, cursor: string): Position {
  const [name, at, id] = cursor.length <= maxCursorLength ? parseArray(cursor) : [];
  if (name !== list || typeof at !== 'number' || !Number.isSafeInteger(at)) throw notOurs();
  if (typeof id !== 'string' || id.length > maxIdLength || id.includes('\0')) throw notOurs();
  return { at, id };
}

const notOurs = () => invalidField('cursor', 'This is not a cursor of this list.');

function parseArray(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

export const positionBefore = (list: string, cursor: string | undefined) =>
  cursor === undefined ? newest : decodeCursor(list, cursor);
export const positionAfter = (list: string, cursor: string | undefined) =>
  cursor === undefined ? lowest : decodeCursor(list, cursor);

/** For a query that is compiled each time. */
export const valuesOf =
  (position: Position): MakeSlot<'at' | 'id'> =>
  (name) =>
    sql`${position[name]}`;

/** For rows in falling order of both columns. In this form every database walks the index from there. */
export const comesBefore = (at: string, id: string, slot: MakeSlot<'at' | 'id'>): RawBuilder<boolean> =>
  sql`${sql.ref(at)} <= ${slot('at')} and (${sql.ref(at)} < ${slot('at')} or ${sql.ref(id)} < ${slot('id')})`;

/** For rows in rising order. */
export const comesAfter = (at: string, id: string, slot: MakeSlot<'at' | 'id'>): RawBuilder<boolean> =>
  sql`${sql.ref(at)} >= ${slot('at')} and (${sql.ref(at)} > ${slot('at')} or ${sql.ref(id)} > ${slot('id')})`;

/** From one row more than the page holds: it tells whether there is another page. */
export function toPage<Row, Item>(
  list: string,
  limit: number,
  rows: Row[],
  toItem: (row: Row) => Item,
  toPosition: (row: Row) => Position,
): Page<Item> {
  const items = rows.slice(0, limit).map(toItem);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return last ? { items, nextCursor: encodeCursor(list, toPosition(last)) } : { items };
}
