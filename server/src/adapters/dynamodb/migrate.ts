import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { AppError } from '../../domain/errors.ts';
import { minutes } from '../../domain/time.ts';
import { codeOf, isMissing, type TablePlace, translateError } from './dynamodb-errors.ts';
import { listNumbers, tableShape, timeToLive } from './table-shape.ts';

const patience = minutes(5);
const pauseBetweenLooks = 500;

/** Makes the table where there is none, and waits until it can be used. Of two that start at once, one makes it. */
export async function migrate(client: DynamoDBClient, place: TablePlace): Promise<void> {
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
  { table }: TablePlace,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: table }))).Table;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBClient, place: TablePlace): Promise<TableDescription> {
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
  { table }: TablePlace,
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

async function deleteExpired(client: DynamoDBClient, { table: TableName }: TablePlace): Promise<void> {
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
