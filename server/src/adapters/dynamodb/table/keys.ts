import { createHash } from 'node:crypto';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Timestamp } from '../../../domain/time.ts';

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

/**
 * When something ends: to the millisecond for us, who leave it out from then on, and in seconds for DynamoDB, which
 * deletes it within days.
 */
export const expiry = (expiresAt: Timestamp) => ({
  expiresAt,
  [timeToLive]: Math.ceil(expiresAt / 1000),
});

/** Attributes of the table's own key. */
export type Key = { pk: string; sk: string };

/** The key of an item or of an entry of a list, alone. */
export const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

/**
 * The indexes. An item stands in list 3 while it has both `list3`, which names the list, and `at3`, its place there.
 * They hold keys alone, so that a like or a new title writes to none of them.
 */
export const listNumbers = [1, 2, 3, 4, 5, 6] as const;
export type ListNumber = (typeof listNumbers)[number];

/** When DynamoDB may delete an item, in seconds: its time to live. */
export const timeToLive = 'ttl';

/** What `CreateTable` is told, whoever makes the table. */
export const tableShape = {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    'pk',
    'sk',
    ...listNumbers.flatMap((number) => [`list${number}`, `at${number}`]),
  ].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
  GlobalSecondaryIndexes: listNumbers.map((number) => ({
    IndexName: `list${number}`,
    KeySchema: [
      { AttributeName: `list${number}`, KeyType: 'HASH' as const },
      { AttributeName: `at${number}`, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  })),
} satisfies Omit<CreateTableCommandInput, 'TableName'>;
