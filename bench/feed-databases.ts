import { existsSync } from 'node:fs';
import {
  connectDatabase,
  createSqlPhotos,
  type Database,
  openSqlite,
} from '../server/src/adapters/sql/index.ts';
import type { PhotoStore } from '../server/src/ports/photos.ts';
import {
  missingDatabaseServer,
  startDatabaseServer,
} from '../server/src/testing/servers/database-servers.ts';
import { copyRows } from './copy-rows.ts';
import { fillDatabase } from './fill-database.ts';
import { median } from './median.ts';
import { printTable } from './print-table.ts';

const limit = 50;
const lastPage = 1000;
const rounds = 15;
const callsAtOnce = 50;

type Page = { first: number; last: number };

/**
 * One page of the public feed, asked of each database by one process and one call after another: milliseconds a call, the
 * way to the server and back included.
 */
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
  const cursor = await cursorOf(photos, Math.min(lastPage, count / limit - 1));
  return {
    first: await timeOf(() => photos.listPublic({ limit })),
    last: await timeOf(() => photos.listPublic({ limit, cursor })),
  };
}

async function cursorOf(photos: PhotoStore, page: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let index = 0; index < page; index += 1)
    cursor = (await photos.listPublic({ limit, cursor })).nextCursor;
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
