import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { AppError } from '../../../domain/errors.ts';
import type { AccountId, PhotoId } from '../../../domain/ids.ts';
import { always, buildAccount, newId, noon, times } from '../../../ports/conformance/builders.ts';
import { missingDynamodb } from '../../../testing/servers/dynamodb-server.ts';
import { createDynamoStores } from '../index.ts';
import { useTables } from '../testing/use-tables.ts';
import { connectTable } from './connect-table.ts';

const options = { clock: { now: () => noon }, secrets: { createId: newId } };
const isUnavailable = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'unavailable';
const hasCause = (pattern: RegExp) => (error: unknown) => {
  assert.ok(isUnavailable(error) && error.cause instanceof Error);
  assert.match(error.cause.message, pattern);
  return true;
};

describe('a table of DynamoDB', { skip: missingDynamodb() }, () => {
  const tables = useTables();
  const { openTwice } = tables;
  const server = () => tables.server();

  it('is created once by concurrent starts, with a time to live', async () => {
    const { endpoint } = await server().nameTable();
    await using opened = new AsyncDisposableStack();
    const tables = await Promise.all(times(4, () => connectTable(endpoint)));
    for (const table of tables) opened.use(table);
    await Promise.all(tables.map((table) => table.migrate()));
    await Promise.all(tables.map((table) => table.migrate()));
    const TableName = endpoint.table;
    const { Table } = await server().client.send(new DescribeTableCommand({ TableName }));
    assert.equal(Table?.BillingModeSummary?.BillingMode, 'PAY_PER_REQUEST');
    for (const { Projection } of Table?.GlobalSecondaryIndexes ?? [])
      assert.equal(Projection?.ProjectionType, 'KEYS_ONLY');
    const { TimeToLiveDescription } = await server().client.send(
      new DescribeTimeToLiveCommand({ TableName }),
    );
    assert.match(TimeToLiveDescription?.TimeToLiveStatus ?? '', /^ENABL/u);
  });

  it('is not created over a table of another shape', async () => {
    const { endpoint } = await server().nameTable();
    await server().client.send(
      new CreateTableCommand({
        TableName: endpoint.table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );
    await assert.rejects(
      async () => (await connectTable(endpoint)).migrate(),
      /VITRINE_DATABASE_URL is none of Vitrine's/u,
    );
  });

  it('reports a missing table with a remedy', async () => {
    const { endpoint } = await server().nameTable();
    await using connected = await connectTable(endpoint);
    const isTold = hasCause(/table .* does not exist: .*"vitrine migrate".*VITRINE_DATABASE_URL/u);
    await assert.rejects(connected.check(), isTold);
    await assert.rejects(
      createDynamoStores(connected.table, options).accounts.find(newId<AccountId>()),
      isTold,
    );
  });

  it('distinguishes case, accents, trailing spaces and NUL, and accepts names of any length', async () => {
    await using opened = await openTwice(options);
    const { accounts } = opened.here;
    const long = 'x'.repeat(5000);
    const names = ['Zoe', 'zoe', 'zoé', 'zoe ', long, `${long}y`];
    for (const username of names)
      assert.equal((await accounts.insert(buildAccount({ username }))).outcome, 'inserted');
    for (const username of names) assert.equal((await accounts.findByUsername(username))?.username, username);
    assert.equal(await accounts.findByUsername('zoe\0'), undefined);
    assert.equal(await accounts.findByUsername(''), undefined);
    assert.equal(await accounts.find('\0' as AccountId), undefined);
    assert.equal(await accounts.find('\ud800' as AccountId), undefined);
  });

  it('is unavailable while the server is down, and recovers', async () => {
    await using connected = await connectTable((await server().nameTable()).endpoint);
    const { accounts, photos } = createDynamoStores(connected.table, options);
    await server().interrupt();
    const isAway = hasCause(/cannot be reached.*VITRINE_DATABASE_URL/u);
    await assert.rejects(connected.check(), isAway);
    await assert.rejects(accounts.insert(buildAccount()), isAway);
    await assert.rejects(photos.remove(newId<PhotoId>(), always), isAway);
    await server().resume();
    await connected.migrate();
    await connected.check();
    assert.equal((await accounts.insert(buildAccount())).outcome, 'inserted');
  });

  it('waits for a server that is starting', async () => {
    const { endpoint } = await server().nameTable();
    await server().interrupt();
    const connecting = connectTable(endpoint);
    await server().resume();
    await (await connecting)[Symbol.asyncDispose]();
  });

  it('reports an unreachable server in one sentence', async () => {
    const endpoint = { table: 'vitrine', region: 'us-east-1', endpoint: 'http://127.0.0.1:1' };
    await assert.rejects(connectTable(endpoint, { patience: 700 }), (error) => {
      assert.ok(isUnavailable(error));
      assert.match(error.message, /vitrine cannot be reached: .*ECONNREFUSED.*VITRINE_DATABASE_URL/u);
      return true;
    });
  });

  it('is unavailable once it is closed', async () => {
    const connected = await connectTable((await server().nameTable()).endpoint);
    await connected[Symbol.asyncDispose]();
    await connected[Symbol.asyncDispose]();
    await assert.rejects(connected.check(), isUnavailable);
    await assert.rejects(connected.table.get({ pk: 'x', sk: 'x' }), isUnavailable);
  });
});
