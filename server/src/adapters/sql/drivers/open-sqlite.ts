import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Schema } from '../query/schema.ts';
import type { Database } from './database.ts';
import { createSqliteDialect } from './sqlite-driver.ts';
import { openSqliteFile } from './sqlite-file.ts';

export type DatabaseOptions = {
  /** Called with the text of each query: what budgets are counted by. */
  onQuery?: ((sql: string) => void) | undefined;
  /** False for tests, which make hundreds of files and need none after a power failure. */
  isDurable?: boolean | undefined;
};

/** A file, or `:memory:`. The folder is made; the tables are `migrate`'s. */
export async function openSqlite(
  path: string,
  { onQuery, isDurable = true }: DatabaseOptions = {},
): Promise<Database> {
  const inMemory = path === ':memory:';
  if (!inMemory) await makeFile(path);
  using opened = new DisposableStack();
  const openFile = async () =>
    opened.adopt(await openSqliteFile(path, { isDurable }), (file) => file.close());
  const writer = await openFile();
  const reader = inMemory ? writer : await openFile();
  const kysely = new Kysely<Schema>({
    dialect: createSqliteDialect({ writer, reader }),
    ...(onQuery && { log: (event) => onQuery(event.query.sql) }),
  });
  const closing = opened.move();
  return {
    kysely,
    // No lock of rows is needed where one transaction is written at a time.
    dialect: {
      id: sql`varchar(36)`,
      longText: sql`text`,
      table: sql``,
      keyTable: sql`without rowid`,
      rowLock: sql``,
      claimLock: sql``,
    },
    transact: (work) => kysely.transaction().execute(work),
    migrating: (work) => work(kysely),
    async check() {
      await kysely.selectNoFrom(sql<number>`1`.as('answer')).execute();
    },
    // Not by Kysely's `destroy`, after which a late query would get an error that is none of ours.
    async [Symbol.asyncDispose]() {
      closing.dispose();
    },
  };
}

/* Addresses of people are in it: for nobody else on this machine. SQLite gives the files beside it the same permissions. */
async function makeFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Where that fails, SQLite is about to say why.
  const file = await open(path, 'a', 0o600).catch(() => undefined);
  await file?.close();
}
