import { Buffer } from 'node:buffer';
import { type RawBuilder, sql } from 'kysely';
import { invalidField } from '../../../domain/errors.ts';
import type { Page } from '../../../ports/paging.ts';
import type { MakeSlot } from './prepared-query.ts';

/** The key of the row before a page. */
export type Position = { at: number; id: string };

/* A position before every row, so that the first page uses the same query as all others. */
const newest: Position = { at: Number.MAX_SAFE_INTEGER, id: '\uffff' };
const lowest: Position = { at: Number.MIN_SAFE_INTEGER, id: '' };

const maxCursorLength = 500;
const maxIdLength = 64;

/** Encodes the key of the last row and the name of its list. A list refuses cursors of other lists. */
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

/** Binds the position in a query that is compiled each time. */
export const valuesOf =
  (position: Position): MakeSlot<'at' | 'id'> =>
  (name) =>
    sql`${position[name]}`;

/** Matches rows after the position in descending order. Every database walks the index for this form. */
export const comesBefore = (at: string, id: string, slot: MakeSlot<'at' | 'id'>): RawBuilder<boolean> =>
  sql`${sql.ref(at)} <= ${slot('at')} and (${sql.ref(at)} < ${slot('at')} or ${sql.ref(id)} < ${slot('id')})`;

/** Matches rows after the position in ascending order. */
export const comesAfter = (at: string, id: string, slot: MakeSlot<'at' | 'id'>): RawBuilder<boolean> =>
  sql`${sql.ref(at)} >= ${slot('at')} and (${sql.ref(at)} > ${slot('at')} or ${sql.ref(id)} > ${slot('id')})`;

/** Builds a page from one row more than it holds. The extra row shows that another page follows. */
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
