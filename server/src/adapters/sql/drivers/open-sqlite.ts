import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Schema } from '../query/schema.ts';
import type { Database } from './database.ts';
import { createSqliteDialect } from './sqlite-driver.ts';
import { openSqliteFile } from './sqlite-file.ts';

export type DatabaseOptions = {
  /** Receives the text of each query. Budget tests count them. */
  onQuery?: ((sql: string) => void) | undefined;
  /** False in tests, which create hundreds of files and need no durability. */
  isDurable?: boolean | undefined;
};

/** Opens a file or `:memory:`. Creates the folder; `migrate` creates the tables. */
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
    // SQLite needs no row locks, because it runs one write transaction at a time.
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
    // Kysely's `destroy` would make a late query fail with an error that we do not translate.
    async [Symbol.asyncDispose]() {
      closing.dispose();
    },
  };
}

/* The file holds e-mail addresses, so only its owner may read it. SQLite gives its side files the same mode. */
async function makeFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // SQLite reports the reason if this fails.
  const file = await open(path, 'a', 0o600).catch(() => undefined);
  await file?.close();
}
