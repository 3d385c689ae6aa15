import { createHash } from 'node:crypto';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Timestamp } from '../../../domain/time.ts';

const maxKeyText = 200;

/** Returns text for a key, whose length is bounded. A digest replaces long or malformed text. */
export const keyText = (text: string) =>
  text.length <= maxKeyText && text.isWellFormed()
    ? text
    : `sha256:${createHash('sha256').update(JSON.stringify(text)).digest('hex')}`;

/* The digits of the greatest safe integer, so that text sorts like numbers. */
const digits = 16;

/** The sort key of a moment. The id separates entries of one moment. */
export const timeKey = (at: Timestamp, id: string) => `${beforeMoment(at)}#${id}`;

/** Returns the number that a sort key begins with. */
export const numberOf = (at: string) => Number(at.slice(0, digits));

/** Sorts before every entry of that moment and after all earlier ones. */
export const beforeMoment = (at: Timestamp) => String(Math.max(0, Math.trunc(at))).padStart(digits, '0');

/* Albums also move photos before the first one, to negative positions. */
const middle = 2 ** 50;
export const positionKey = (position: number) => String(middle + position).padStart(digits, '0');

/** The number of partitions of global lists. Each takes a thousand writes a second. */
export const feedShards = 8;
/** Each waiting worker queries every shard once a second. */
export const jobShards = 4;

export function shardOf(id: string, shards: number): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % shards;
}

export const allShards = (list: string, shards: number) =>
  Array.from({ length: shards }, (_, shard) => `${list}#${shard}`);

/** The lists that hold an item, with its sort key in each. */
export type Lists = Partial<Record<ListNumber, { list: string; at: string } | undefined>>;

/** Returns the attributes of all lists. Clears lists that do not hold the item. */
export const listAttributes = (lists: Lists): Record<string, string | undefined> =>
  Object.fromEntries(
    listNumbers.flatMap((number) => [
      [`list${number}`, lists[number]?.list],
      [`at${number}`, lists[number]?.at],
    ]),
  );

/**
 * The expiry in milliseconds, which the stores check, and in seconds for DynamoDB, which deletes the item within days.
 */
export const expiry = (expiresAt: Timestamp) => ({
  expiresAt,
  [timeToLive]: Math.ceil(expiresAt / 1000),
});

/** The primary key of the table. */
export type Key = { pk: string; sk: string };

/** Returns only the key of an item or a list entry. */
export const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

/**
 * The indexes. An item is in list 3 while it has `list3`, the list's name, and `at3`, its sort key there. Indexes hold
 * keys only, so that a like or a new title writes to none of them.
 */
export const listNumbers = [1, 2, 3, 4, 5, 6] as const;
export type ListNumber = (typeof listNumbers)[number];

/** The attribute of DynamoDB's time to live, in seconds. */
export const timeToLive = 'ttl';

/** The input of `CreateTable`. The CDK stack must create the same table. */
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
