import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../../domain/errors.ts';
import { minutes, seconds } from '../../../domain/time.ts';
import { codeOf, diagnoseReach, isMissing, type TableEndpoint, translateError } from './dynamodb-errors.ts';
import { listNumbers, tableShape, timeToLive } from './keys.ts';
import { createTable, type Table } from './table.ts';

const patience = minutes(5);
const pauseBetweenLooks = 500;

/** Makes the table where there is none, and waits until it can be used. Of two that start at once, one makes it. */
async function migrate(client: DynamoDBClient, place: TableEndpoint): Promise<void> {
  try {
    const description = (await describe(client, place)) ?? (await create(client, place));
    assertShape(description, place);
    await deleteExpired(client, place);
  } catch (error) {
    throw translateError(error, place);
  }
}

async function describe(
  client: DynamoDBClient,
  { table }: TableEndpoint,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: table }))).Table;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBClient, place: TableEndpoint): Promise<TableDescription> {
  try {
    await client.send(new CreateTableCommand({ TableName: place.table, ...tableShape }));
  } catch (error) {
    // Somebody else makes it.
    if (codeOf(error) !== 'ResourceInUseException') throw error;
  }
  const deadline = performance.now() + patience;
  for (;;) {
    const description = await describe(client, place);
    if (description?.TableStatus === 'ACTIVE') return description;
    if (performance.now() > deadline)
      throw new AppError('unavailable', `Table ${place.table} is not there after five minutes.`);
    await sleep(pauseBetweenLooks);
  }
}

/** A table of something else under this name is left alone. */
function assertShape(
  { KeySchema = [], GlobalSecondaryIndexes = [] }: TableDescription,
  { table }: TableEndpoint,
): void {
  const key = KeySchema.map(({ AttributeName }) => AttributeName).join(' ');
  const present = GlobalSecondaryIndexes.map(({ IndexName }) => IndexName);
  const missing = listNumbers.map((number) => `list${number}`).filter((name) => !present.includes(name));
  if (key === 'pk sk' && missing.length === 0) return;
  throw new AppError(
    'internal',
    `Table ${table} of VITRINE_DATABASE_URL is none of Vitrine's: its key is ${key}, and it lacks ${missing.join(', ') || 'nothing else'}. docs/dynamodb.md says what it has to be like; name a table that is not there yet, and it is made.`,
  );
}

async function deleteExpired(client: DynamoDBClient, { table: TableName }: TableEndpoint): Promise<void> {
  const isOn = async () => {
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    return /^ENABL/u.test(TimeToLiveDescription?.TimeToLiveStatus ?? '');
  };
  if (await isOn()) return;
  const TimeToLiveSpecification = { AttributeName: timeToLive, Enabled: true };
  try {
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  } catch (error) {
    // Somebody else did.
    if (!(await isOn())) throw error;
  }
}

export type ConnectOptions = {
  /** Called with each request's command and the units it consumed: what budgets are counted by. */
  onQuery?: ((command: string, units: number) => void) | undefined;
  /** How long a server that does not answer is waited for, in milliseconds. */
  patience?: number | undefined;
};

export type ConnectedTable = AsyncDisposable & {
  table: Table;
  /** Makes the table where it is not there yet. */
  migrate(): Promise<void>;
  /** Whether the table answers: rejects with the reason where it does not. */
  check(): Promise<void>;
};

const pauseBetweenAttempts = 500;
/* Nobody writes it: that it can be asked for is the answer. */
const checkKey = { pk: 'check', sk: 'check' };

/** A table, which need not be there yet. A server that does not answer is waited for: it may be starting, too. */
export async function connectTable(
  place: TableEndpoint,
  { onQuery, patience = seconds(30) }: ConnectOptions = {},
): Promise<ConnectedTable> {
  const closing = new AbortController();
  await using opened = new AsyncDisposableStack();
  const client = createClient(place, closing.signal);
  opened.defer(() => {
    closing.abort();
    client.destroy();
  });
  if (onQuery) observe(client, onQuery);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const ask = () => documents.send(new GetCommand({ TableName: place.table, Key: checkKey }));
  await waitFor(place, patience, ask);
  const owned = opened.move();
  return {
    table: createTable(documents, place),
    migrate: () => migrate(client, place),
    async check() {
      try {
        await ask();
      } catch (error) {
        throw translateError(error, place);
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Keys come from the SDK's default chain: environment, profile, web identity, container, instance. */
function createClient({ region, endpoint }: TableEndpoint, closed: AbortSignal): DynamoDBClient {
  const client = new DynamoDBClient({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: 5,
    requestHandler: {
      connectionTimeout: seconds(5),
      requestTimeout: seconds(15),
      throwOnRequestTimeout: true,
      httpsAgent: { maxSockets: 200 },
      httpAgent: { maxSockets: 200 },
    },
  });
  client.middlewareStack.add(
    (next) => (args) => {
      if (closed.aborted) throw new AppError('unavailable', 'The database is closed.', { retryAfter: 5 });
      return next(args);
    },
    { step: 'initialize', name: 'refuseWhenClosed' },
  );
  return client;
}

type Consumed = { CapacityUnits?: number };

function observe(client: DynamoDBClient, onQuery: NonNullable<ConnectOptions['onQuery']>): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next({
          ...args,
          input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } as never,
        });
        const { ConsumedCapacity: consumed } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        onQuery(commandName, units);
        return result;
      },
    { step: 'initialize', name: 'observe' },
  );
}

async function waitFor(place: TableEndpoint, patience: number, ask: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      const fault = diagnoseReach(error, place);
      // What is not there, or is something else, is for `migrate` to see.
      if (!fault) return;
      if (fault.isHopeless || performance.now() > deadline) {
        const what = `Table ${place.table} cannot be reached: ${fault.remedy} (${codeOf(error)})`;
        throw new AppError('unavailable', `${what}. It is set by VITRINE_DATABASE_URL.`);
      }
    }
    await sleep(pauseBetweenAttempts);
  }
}
