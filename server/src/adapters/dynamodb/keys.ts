import { createHash } from 'node:crypto';
import type { Timestamp } from '../../domain/time.ts';
import { type ListNumber, listNumbers } from './table-shape.ts';

const maxKeyText = 200;

/** Text as part of a key, which is bounded: what is longer, or no Unicode at all, is known by its digest. */
export const keyText = (text: string) =>
  text.length <= maxKeyText && text.isWellFormed()
    ? text
    : `sha256:${createHash('sha256').update(JSON.stringify(text)).digest('hex')}`;

/* As many digits as the greatest safe integer has: text sorts as the numbers do. */
const digits = 16;

/** Where something of that moment stands in a list; the id tells those of one moment apart. */
export const timeKey = (at: Timestamp, id: string) => `${beforeMoment(at)}#${id}`;

/** The number that a place in a list begins with. */
export const numberOf = (at: string) => Number(at.slice(0, digits));

/** Comes before everything of that moment and after everything earlier. */
export const beforeMoment = (at: Timestamp) => String(Math.max(0, Math.trunc(at))).padStart(digits, '0');

/* Albums put photos before the first one, too. */
const middle = 2 ** 50;
export const positionKey = (position: number) => String(middle + position).padStart(digits, '0');

/** How many partitions the lists that all write to are spread over: each takes a thousand writes a second. */
export const feedShards = 8;
/** Each worker that waits asks every one of them once a second. */
export const jobShards = 4;

export function shardOf(id: string, shards: number): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % shards;
}

export const allShards = (list: string, shards: number) =>
  Array.from({ length: shards }, (_, shard) => `${list}#${shard}`);

/** The lists that an item stands in, each with its place. */
export type Lists = Partial<Record<ListNumber, { list: string; at: string } | undefined>>;

/** All of them: those that it is not in are cleared. */
export const listAttributes = (lists: Lists): Record<string, string | undefined> =>
  Object.fromEntries(
    listNumbers.flatMap((number) => [
      [`list${number}`, lists[number]?.list],
      [`at${number}`, lists[number]?.at],
    ]),
  );
