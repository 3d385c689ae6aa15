import { randomUUID } from 'node:crypto';
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import {
  cancellationsOf,
  codeOf,
  isContention,
  type TableEndpoint,
  translateError,
} from './dynamodb-errors.ts';
import { type Key, keyOf, type ListNumber } from './keys.ts';
import type { Item, Update, Write } from './writes.ts';

/** The position of an item in a list. */
export type Entry = Key & { list: string; at: string };

export type ListQuery = {
  number: ListNumber;
  list: string;
  isRising?: boolean | undefined;
  /** Starts after that sort key. */
  after?: string | undefined;
  /** Ends before that sort key. Excludes `after`. */
  before?: string | undefined;
};

type ItemRange = { prefix?: string; after?: never } | { prefix?: never; after?: string | undefined };

export const maxWrites = 100;
const maxReads = 100;

/**
 * The table that the stores work on. Item reads are consistent; lists come from an index that lags behind by moments.
 */
export type Table = {
  get(key: Key): Promise<Item | undefined>;
  /** In any order. */
  getMany(keys: readonly Key[]): Promise<Item[]>;
  /**
   * Lists the items of a partition in order, optionally those whose sort key starts with `prefix` or follows `after`.
   */
  listItems(pk: string, options?: ItemRange & { limit?: number }): Promise<Item[]>;
  /**
   * Lists the items of a partition from a sort key on. The read is not consistent: the latest writes may be missing.
   */
  listItemsFrom(pk: string, from: string, limit: number): Promise<Item[]>;
  listEntries(query: ListQuery & { limit: number }): Promise<Entry[]>;
  countEntries(query: ListQuery): Promise<number>;
  /**
   * Returns false if the condition does not hold. May also return false for a write that succeeded and that the SDK
   * sent again after a lost response.
   */
  write(write: Write): Promise<boolean>;
  /**
   * Unlike `write`, never returns false for a write that succeeded but was sent again after a lost response. Costs
   * twice the units.
   */
  writeExactlyOnce(write: Write): Promise<boolean>;
  /** Returns the updated item, or undefined if the condition does not hold. */
  update(write: Update): Promise<Item | undefined>;
  /**
   * Repeats the attempt while it returns undefined because of a conflicting write. Attempts of this process on one key
   * run one after the other. Must not be nested for the same key.
   */
  retryOnConflict<T>(key: Key, attempt: () => Promise<T | undefined>): Promise<T>;
  /** Writes all or none. Returns the writes whose conditions did not hold: an empty set means success. */
  transact(writes: readonly Write[]): Promise<ReadonlySet<Write>>;
};

export function createTable(client: Pick<DynamoDBDocumentClient, 'send'>, endpoint: TableEndpoint): Table {
  const TableName = endpoint.table;
  const oneAtATime = createKeyedMutex();

  /** Returns undefined if the condition of the write does not hold. */
  const settle = <Result>(send: () => Promise<Result>): Promise<Result | undefined> =>
    retryOnConflict(async () => {
      try {
        return { result: await send() };
      } catch (error) {
        const code = codeOf(error);
        if (code === 'ConditionalCheckFailedException') return { result: undefined };
        if (isContention(code)) return undefined;
        throw translateError(error, endpoint);
      }
    }).then(({ result }) => result);

  const ask = <Result>(send: () => Promise<Result>): Promise<Result> =>
    send().catch((error) => {
      throw translateError(error, endpoint);
    });

  async function getSome(keys: readonly Key[]): Promise<Item[]> {
    const items: Item[] = [];
    let rest: Record<string, unknown>[] = [...keys];
    await retryOnConflict(async () => {
      const RequestItems = { [TableName]: { Keys: rest, ConsistentRead: true } };
      const { Responses, UnprocessedKeys } = await ask(() =>
        client.send(new BatchGetCommand({ RequestItems })),
      );
      items.push(...((Responses?.[TableName] ?? []) as Item[]));
      rest = UnprocessedKeys?.[TableName]?.Keys ?? [];
      return rest.length === 0 || undefined;
    });
    return items;
  }

  async function query(input: Omit<QueryCommandInput, 'TableName'>, limit: number): Promise<Item[]> {
    const items: Item[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const Limit = Number.isFinite(limit) ? limit - items.length : undefined;
      const command = new QueryCommand({ ...input, TableName, Limit, ExclusiveStartKey: from });
      const page = await ask(() => client.send(command));
      items.push(...((page.Items ?? []) as Item[]));
      from = page.LastEvaluatedKey;
    } while (from && items.length < limit);
    return items;
  }

  async function writeOne(write: Write): Promise<boolean> {
    const sent = await settle<object>(() => {
      if ('Put' in write) return client.send(new PutCommand({ TableName, ...write.Put }));
      if ('Update' in write) return client.send(new UpdateCommand({ TableName, ...write.Update }));
      if ('Delete' in write) return client.send(new DeleteCommand({ TableName, ...write.Delete }));
      throw new TypeError('a check is part of a transaction');
    });
    return sent !== undefined;
  }

  /** DynamoDB applies the transaction once, however often the SDK sends its token. */
  function transact(writes: readonly Write[]): Promise<ReadonlySet<Write>> {
    const TransactItems = writes.map((write) => withTable(write, TableName));
    const input = { TransactItems, ClientRequestToken: randomUUID() };
    return retryOnConflict(async () => {
      try {
        await client.send(new TransactWriteCommand(input));
        return new Set();
      } catch (error) {
        const reasons = cancellationsOf(error);
        const failed = writes.filter((_, index) => reasons?.[index] === 'ConditionalCheckFailed');
        if (failed.length > 0) return new Set(failed);
        if (reasons?.some(isContention) || isContention(codeOf(error))) return undefined;
        throw translateError(error, endpoint);
      }
    });
  }

  return {
    async get(key) {
      const command = new GetCommand({ TableName, Key: keyOf(key), ConsistentRead: true });
      return (await ask(() => client.send(command))).Item as Item | undefined;
    },

    async getMany(keys) {
      const unique = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, keyOf(key)])).values()];
      const batches: Key[][] = [];
      for (let start = 0; start < unique.length; start += maxReads)
        batches.push(unique.slice(start, start + maxReads));
      return (await Promise.all(batches.map(getSome))).flat();
    },

    listItems(pk, { prefix, after, limit = Number.POSITIVE_INFINITY } = {}) {
      const bound = prefix ?? after;
      const range = prefix === undefined ? 'sk > :bound' : 'begins_with(sk, :bound)';
      return query(
        {
          KeyConditionExpression: `pk = :pk${bound === undefined ? '' : ` AND ${range}`}`,
          ExpressionAttributeValues: { ':pk': pk, ...(bound !== undefined && { ':bound': bound }) },
          ConsistentRead: true,
        },
        limit,
      );
    },

    listItemsFrom: (pk, from, limit) =>
      query(
        {
          KeyConditionExpression: 'pk = :pk AND sk >= :from',
          ExpressionAttributeValues: { ':pk': pk, ':from': from },
        },
        limit,
      ),

    async listEntries({ limit, ...list }) {
      const items = await query(listInput(list), limit);
      const { number } = list;
      return items.map((item) => ({
        pk: item.pk,
        sk: item.sk,
        list: String(item[`list${number}`]),
        at: String(item[`at${number}`]),
      }));
    },

    async countEntries(list) {
      let count = 0;
      let from: Record<string, unknown> | undefined;
      do {
        const command = new QueryCommand({
          ...listInput(list),
          TableName,
          Select: 'COUNT',
          ExclusiveStartKey: from,
        });
        const page = await ask(() => client.send(command));
        count += page.Count ?? 0;
        from = page.LastEvaluatedKey;
      } while (from);
      return count;
    },

    write: writeOne,

    writeExactlyOnce: async (write) => (await transact([write])).size === 0,

    async update({ Update }) {
      const command = new UpdateCommand({ TableName, ...Update, ReturnValues: 'ALL_NEW' });
      return (await settle(() => client.send(command)))?.Attributes as Item | undefined;
    },

    retryOnConflict: ({ pk, sk }, attempt) => oneAtATime(`${pk} ${sk}`, attempt),

    async transact(writes) {
      const [first, ...more] = writes;
      // A single write is atomic as well and costs half.
      if (first && more.length === 0) return new Set((await writeOne(first)) ? [] : [first]);
      return transact(writes);
    },
  };
}

function listInput({ number, list, isRising = false, after, before }: ListQuery) {
  const bound = after ?? before;
  const sign = after !== undefined && isRising ? '>' : '<';
  return {
    IndexName: `list${number}`,
    KeyConditionExpression: `#list = :list${bound === undefined ? '' : ` AND #at ${sign} :bound`}`,
    ExpressionAttributeNames: {
      '#list': `list${number}`,
      ...(bound !== undefined && { '#at': `at${number}` }),
    },
    ExpressionAttributeValues: { ':list': list, ...(bound !== undefined && { ':bound': bound }) },
    ScanIndexForward: isRising,
  };
}

function withTable(write: Write, TableName: string) {
  if ('Put' in write) return { Put: { TableName, ...write.Put } };
  if ('Update' in write) return { Update: { TableName, ...write.Update } };
  if ('Delete' in write) return { Delete: { TableName, ...write.Delete } };
  return { ConditionCheck: { TableName, ...write.ConditionCheck } };
}

/** Runs attempts on one key in the order of their calls. Only another process can then cause a conflict and a retry. */
function createKeyedMutex() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, attempt: () => Promise<T | undefined>): Promise<T> => {
    const before = last.get(key);
    const own = (async () => {
      await before?.catch(() => undefined);
      return retryOnConflict(attempt);
    })();
    last.set(key, own);
    try {
      return await own;
    } finally {
      if (last.get(key) === own) last.delete(key);
    }
  };
}
