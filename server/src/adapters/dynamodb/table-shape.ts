import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

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
