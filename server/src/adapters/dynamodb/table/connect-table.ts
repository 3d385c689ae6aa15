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

/** Creates a missing table and waits until it is active. Of two processes that start at once, one creates it. */
async function migrate(client: DynamoDBClient, endpoint: TableEndpoint): Promise<void> {
  try {
    const description = (await describe(client, endpoint)) ?? (await create(client, endpoint));
    assertShape(description, endpoint);
    await deleteExpired(client, endpoint);
  } catch (error) {
    throw translateError(error, endpoint);
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

async function create(client: DynamoDBClient, endpoint: TableEndpoint): Promise<TableDescription> {
  try {
    await client.send(new CreateTableCommand({ TableName: endpoint.table, ...tableShape }));
  } catch (error) {
    // Another process creates the table.
    if (codeOf(error) !== 'ResourceInUseException') throw error;
  }
  const deadline = performance.now() + patience;
  for (;;) {
    const description = await describe(client, endpoint);
    if (description?.TableStatus === 'ACTIVE') return description;
    if (performance.now() > deadline)
      throw new AppError('unavailable', `Table ${endpoint.table} is not there after five minutes.`);
    await sleep(pauseBetweenLooks);
  }
}

/** Refuses a table of another application. */
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
    // Another process enabled it.
    if (!(await isOn())) throw error;
  }
}

export type ConnectOptions = {
  /** Receives the command of each request and the units it consumed. Budget tests count them. */
  onQuery?: ((command: string, units: number) => void) | undefined;
  /** Time to wait for a server that does not respond, in milliseconds. */
  patience?: number | undefined;
};

export type ConnectedTable = AsyncDisposable & {
  table: Table;
  /** Creates the table if it is missing. */
  migrate(): Promise<void>;
  /** Rejects with the reason if the table does not respond. */
  check(): Promise<void>;
};

const pauseBetweenAttempts = 500;
/* Reading this item, which does not exist, proves that the table responds. */
const checkKey = { pk: 'check', sk: 'check' };

/** Connects to a table, which may not exist yet. Waits for a server that is still starting. */
export async function connectTable(
  endpoint: TableEndpoint,
  { onQuery, patience = seconds(30) }: ConnectOptions = {},
): Promise<ConnectedTable> {
  const closing = new AbortController();
  await using opened = new AsyncDisposableStack();
  const client = createClient(endpoint, closing.signal);
  opened.defer(() => {
    closing.abort();
    client.destroy();
  });
  if (onQuery) observe(client, onQuery);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const ask = () => documents.send(new GetCommand({ TableName: endpoint.table, Key: checkKey }));
  await waitFor(endpoint, patience, ask);
  const owned = opened.move();
  return {
    table: createTable(documents, endpoint),
    migrate: () => migrate(client, endpoint),
    async check() {
      try {
        await ask();
      } catch (error) {
        throw translateError(error, endpoint);
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Uses the SDK's default credential chain: environment, profile, web identity, container, instance. */
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

async function waitFor(
  endpoint: TableEndpoint,
  patience: number,
  ask: () => Promise<unknown>,
): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      const fault = diagnoseReach(error, endpoint);
      // `migrate` handles a missing table and a table of another shape.
      if (!fault) return;
      if (fault.isPermanent || performance.now() > deadline) {
        const what = `Table ${endpoint.table} cannot be reached: ${fault.remedy} (${codeOf(error)})`;
        throw new AppError('unavailable', `${what}. It is set by VITRINE_DATABASE_URL.`);
      }
    }
    await sleep(pauseBetweenAttempts);
  }
}
