import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Schema } from '../query/schema.ts';
import type { Database } from './database.ts';
import { openSqliteFile, type SqliteFile } from './sqlite-file.ts';

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

const begin = CompiledQuery.raw('begin immediate');
const commit = CompiledQuery.raw('commit');
const rollback = CompiledQuery.raw('rollback');

type SqliteFiles = { writer: SqliteFile; reader: SqliteFile };

/**
 * Creates a Kysely dialect for SQLite. One handle runs one write transaction at a time; another one reads beside it. A
 * database in memory has one handle for both.
 */
function createSqliteDialect(files: SqliteFiles): Dialect {
  return {
    createAdapter: createSqliteAdapter,
    createDriver: () => createSqliteDriver(files),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Enables features that Kysely's adapter disables for safety. The driver orders writes, and DDL is transactional. */
function createSqliteAdapter() {
  const adapter = new SqliteAdapter();
  return Object.defineProperties(adapter, {
    supportsMultipleConnections: { value: true },
    supportsTransactionalDdl: { value: true },
  });
}

/** A connection holds the writer from the beginning of a transaction until its release. */
type Connection = DatabaseConnection & {
  begin(): Promise<void>;
  release(): Promise<void>;
  finish(query: CompiledQuery): Promise<void>;
};

function createSqliteDriver({ writer, reader }: SqliteFiles): Driver {
  const mutex = createMutex();
  const connections = new WeakMap<DatabaseConnection, Connection>();

  function createConnection(): Connection {
    let unlock: (() => void) | undefined;
    return {
      async executeQuery<Row>(query: CompiledQuery) {
        if (unlock) return writer.execute<Row>(query);
        if (reader !== writer && SelectQueryNode.is(query.query)) return reader.execute<Row>(query);
        const unlockWriter = await mutex.take();
        try {
          return await writer.execute<Row>(query);
        } finally {
          unlockWriter();
        }
      },
      // biome-ignore lint/correctness/useYield: nothing here is streamed
      async *streamQuery() {
        throw new Error('streaming is not supported: page through a list');
      },
      async begin() {
        unlock = await mutex.take();
        await writer.execute(begin);
      },
      async finish(query) {
        // A severe error makes SQLite roll back by itself.
        if (query !== rollback || writer.isTransaction) await writer.execute(query);
      },
      async release() {
        if (!unlock) return;
        try {
          // A failed commit, for example on a full disk, leaves its transaction open.
          if (writer.isTransaction) await writer.execute(rollback);
        } finally {
          unlock();
          unlock = undefined;
        }
      },
    };
  }

  const connectionOf = (connection: DatabaseConnection): Connection => {
    const own = connections.get(connection);
    if (!own) throw new Error('a connection of another driver');
    return own;
  };

  return {
    async init() {},
    async acquireConnection() {
      const own = createConnection();
      connections.set(own, own);
      return own;
    },
    beginTransaction: (connection) => connectionOf(connection).begin(),
    commitTransaction: (connection) => connectionOf(connection).finish(commit),
    rollbackTransaction: (connection) => connectionOf(connection).finish(rollback),
    releaseConnection: (connection) => connectionOf(connection).release(),
    async destroy() {},
  };
}

/** Creates a first-in, first-out mutex. `take` resolves to the function that unlocks it. */
function createMutex() {
  let last: Promise<void> = Promise.resolve();
  return {
    async take(): Promise<() => void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const before = last;
      last = promise;
      await before;
      return resolve;
    },
  };
}
