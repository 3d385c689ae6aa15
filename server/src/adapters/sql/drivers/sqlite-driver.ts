import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteFile } from './sqlite-file.ts';

const begin = CompiledQuery.raw('begin immediate');
const commit = CompiledQuery.raw('commit');
const rollback = CompiledQuery.raw('rollback');

type SqliteFiles = { writer: SqliteFile; reader: SqliteFile };

/**
 * SQLite for Kysely: one handle writes, one transaction at a time, and another one reads beside it. For a database in
 * memory both are the same, and everything takes its turn.
 */
export function createSqliteDialect(files: SqliteFiles): Dialect {
  return {
    createAdapter: createSqliteAdapter,
    createDriver: () => createSqliteDriver(files),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite can do what Kysely's adapter denies for safety: the driver keeps the order, and DDL is transactional. */
function createSqliteAdapter() {
  const adapter = new SqliteAdapter();
  return Object.defineProperties(adapter, {
    supportsMultipleConnections: { value: true },
    supportsTransactionalDdl: { value: true },
  });
}

/** A connection is a turn: it holds the writer from the beginning of a transaction until it is released. */
type Connection = DatabaseConnection & {
  begin(): Promise<void>;
  release(): Promise<void>;
  finish(query: CompiledQuery): Promise<void>;
};

function createSqliteDriver({ writer, reader }: SqliteFiles): Driver {
  const lock = createMutex();
  const turns = new WeakMap<DatabaseConnection, Connection>();

  function createTurn(): Connection {
    let unlock: (() => void) | undefined;
    return {
      async executeQuery<Row>(query: CompiledQuery) {
        if (unlock) return writer.execute<Row>(query);
        if (reader !== writer && SelectQueryNode.is(query.query)) return reader.execute<Row>(query);
        const unlockWriter = await lock.take();
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
        unlock = await lock.take();
        await writer.execute(begin);
      },
      async finish(query) {
        // A statement that failed badly enough has rolled back already.
        if (query !== rollback || writer.isTransaction) await writer.execute(query);
      },
      async release() {
        if (!unlock) return;
        try {
          // A commit that failed, on a full disk for one, leaves its transaction open.
          if (writer.isTransaction) await writer.execute(rollback);
        } finally {
          unlock();
          unlock = undefined;
        }
      },
    };
  }

  const turnOf = (connection: DatabaseConnection): Connection => {
    const turn = turns.get(connection);
    if (!turn) throw new Error('a connection of another driver');
    return turn;
  };

  return {
    async init() {},
    async acquireConnection() {
      const turn = createTurn();
      turns.set(turn, turn);
      return turn;
    },
    beginTransaction: (connection) => turnOf(connection).begin(),
    commitTransaction: (connection) => turnOf(connection).finish(commit),
    rollbackTransaction: (connection) => turnOf(connection).finish(rollback),
    releaseConnection: (connection) => turnOf(connection).release(),
    async destroy() {},
  };
}

/** One at a time, in the order in which they came. `take` resolves to the way to give it back. */
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
