import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openDynamoStores } from '../server/src/adapters/dynamodb/index.ts';
import { photoAttributes, photoKey } from '../server/src/adapters/dynamodb/stores/photo-item.ts';
import {
  connectDatabase,
  createSqlPhotos,
  type Database,
  migrate,
  openSqlite,
} from '../server/src/adapters/sql/index.ts';
import type { AccountId } from '../server/src/domain/ids.ts';
import { newId } from '../server/src/ports/conformance/builders.ts';
import type { PhotoStore } from '../server/src/ports/photos.ts';
import {
  missingDatabaseServer,
  startDatabaseServer,
} from '../server/src/testing/servers/database-servers.ts';
import { missingDynamodb, startDynamodbServer } from '../server/src/testing/servers/dynamodb-server.ts';
import { buildSamplePhoto, fillDatabase } from './fill-database.ts';
import { median, printTable } from './results.ts';

/* The limit of BatchWriteItem. */
const itemsAtOnce = 25;
const requestsAtOnce = 8;

/** Writes photos of one owner as the adapter does, without tags. The feed needs nothing else. */
async function fillTable(
  client: DynamoDBClient,
  table: string,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const ownerId = newId<AccountId>();
  let next = from;
  const writeOn = async () => {
    while (next < to) {
      const first = next;
      next = Math.min(to, next + itemsAtOnce);
      const RequestItems = {
        [table]: Array.from({ length: next - first }, (_, index) => {
          const photo = buildSamplePhoto(ownerId, first + index);
          const Item = { ...photoKey(photo.id), ...photoAttributes(photo), likeCount: 0, version: 1 };
          return { PutRequest: { Item } };
        }),
      };
      await documents.send(new BatchWriteCommand({ RequestItems }));
    }
  };
  await Promise.all(Array.from({ length: requestsAtOnce }, writeOn));
}

const tables = ['accounts', 'photos', 'photo_tags'] as const;
const rowsAtOnce = 500;

/** Copies the rows that `fillDatabase` wrote to an empty database on a server. */
async function copyRows(path: string, target: Database): Promise<void> {
  await migrate(target);
  const source = new DatabaseSync(path, { readOnly: true });
  for (const table of tables) {
    let rows: Record<string, unknown>[] = [];
    const flush = async () => {
      // Both databases have the same migrations, so the columns are equal.
      if (rows.length > 0)
        await target.kysely
          .insertInto(table)
          .values(rows as never)
          .execute();
      rows = [];
    };
    for (const row of source.prepare(`select * from ${table}`).iterate()) {
      if (rows.push({ ...row }) === rowsAtOnce) await flush();
    }
    await flush();
  }
  source.close();
}

export const pageSize = 50;
export const lastPage = 1000;
const rounds = 15;
const callsAtOnce = 50;

type Page = { first: number; last: number };

/** Measures a page of the public feed on each database, in milliseconds a call, with one call at a time. */
export async function benchDatabases(directory: string, counts: readonly number[]): Promise<void> {
  const rows: string[][] = [];
  for (const count of counts) {
    const path = `${directory}feed-${count}.db`;
    if (!existsSync(path)) await fillDatabase(path, count);
    await using sqlite = await openSqlite(path);
    rows.push(describe('SQLite', count, await measure(sqlite, count)));
    for (const name of ['PostgreSQL', 'MariaDB'] as const) {
      if (missingDatabaseServer(name)) continue;
      console.error(`copying ${count.toLocaleString('en')} photos into ${name} …`);
      await using server = await startDatabaseServer(name);
      await using database = await connectDatabase((await server.createDatabase()).endpoint);
      await copyRows(path, database);
      rows.push(describe(name, count, await measure(database, count)));
    }
  }
  printTable(
    ['database', 'photos', 'first page, ms', `page ${lastPage.toLocaleString('en')} or the last, ms`],
    rows,
  );
}

const describe = (name: string, count: number, { first, last }: Page) => [
  name,
  count.toLocaleString('en'),
  first.toFixed(2),
  last.toFixed(2),
];

async function measure(database: Database, count: number): Promise<Page> {
  const photos = createSqlPhotos(database);
  const cursor = await findPhotoCursor(photos, Math.min(lastPage, count / pageSize - 1));
  return {
    first: await timeOf(() => photos.listPublic({ limit: pageSize })),
    last: await timeOf(() => photos.listPublic({ limit: pageSize, cursor })),
  };
}

async function findPhotoCursor(photos: PhotoStore, page: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let index = 0; index < page; index += 1)
    cursor = (await photos.listPublic({ limit: pageSize, cursor })).nextCursor;
  return cursor;
}

async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const begun = performance.now();
    for (let index = 0; index < callsAtOnce; index += 1) await call();
    // The first round warms up.
    if (round > 0) times.push((performance.now() - begun) / callsAtOnce);
  }
  return median(times);
}

/** Counts the requests and read units of a page of the public feed in DynamoDB. */
export async function benchDynamodb(counts: readonly number[]): Promise<void> {
  if (missingDynamodb()) return;
  await using server = await startDynamodbServer();
  const calls: { command: string; units: number }[] = [];
  const { endpoint } = await server.nameTable();
  const opened = await openDynamoStores(endpoint, {
    clock: { now: () => Date.now() },
    secrets: { createId: newId },
    onQuery: (command, units) => calls.push({ command, units }),
  });
  await using _opened = opened;
  await opened.migrate();
  const { photos } = opened.stores;

  const rows: string[][] = [];
  let held = 0;
  for (const count of counts) {
    console.error(`filling DynamoDB with ${count.toLocaleString('en')} photos …`);
    await fillTable(server.client, endpoint.table, { from: held, to: count });
    held = count;
    const cursor = await findPhotoCursor(photos, Math.min(lastPage, count / pageSize - 1));
    for (const [name, request] of [
      ['first', { limit: pageSize }],
      ['page 1,000 or the last', { limit: pageSize, cursor }],
    ] as const) {
      calls.length = 0;
      await photos.listPublic(request);
      const units = calls.reduce((sum, one) => sum + one.units, 0);
      const commands = [...new Set(calls.map(({ command }) => command))].map(
        (command) =>
          `${calls.filter((one) => one.command === command).length} ${command.replace('Command', '')}`,
      );
      rows.push([count.toLocaleString('en'), name, commands.join(' + '), String(units)]);
    }
  }
  printTable(['photos in DynamoDB', 'page', 'requests', 'read units'], rows);
}
