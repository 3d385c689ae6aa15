import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import { untilSettled } from './contention.ts';

export type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** One connection to a database server. Its errors are the server's no more: they are translated. */
export interface ServerClient {
  execute<Row>(statement: Statement): Promise<QueryResult<Row>>;
  /** Gives it back; it is closed where it can no longer be trusted, and with it goes what it had not committed. */
  release(options: { isSpoilt: boolean }): void;
}

export interface ServerPool {
  take(): Promise<ServerClient>;
  close(): Promise<void>;
}

/** A connection is a client, from when it is acquired until it is released. */
type Turn = DatabaseConnection & {
  begin(): Promise<void>;
  finish(query: CompiledQuery): Promise<void>;
  release(): void;
};

const commit = CompiledQuery.raw('commit');
const rollback = CompiledQuery.raw('rollback');

/** Kysely's side of a pool of connections to a server. */
export function createServerDriver(pool: ServerPool, begin: string): Driver {
  const turns = new WeakMap<DatabaseConnection, Turn>();
  const turnOf = (connection: DatabaseConnection): Turn => {
    const turn = turns.get(connection);
    if (!turn) throw new Error('a connection of another driver');
    return turn;
  };
  return {
    async init() {},
    async acquireConnection() {
      const turn = createTurn(await pool.take(), CompiledQuery.raw(begin));
      turns.set(turn, turn);
      return turn;
    },
    beginTransaction: (connection) => turnOf(connection).begin(),
    commitTransaction: (connection) => turnOf(connection).finish(commit),
    rollbackTransaction: (connection) => turnOf(connection).finish(rollback),
    releaseConnection: async (connection) => turnOf(connection).release(),
    destroy: () => pool.close(),
  };
}

function createTurn(client: ServerClient, begin: CompiledQuery): Turn {
  let inTransaction = false;
  return {
    executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const attempt = () => client.execute<Row>(query);
      // A statement by itself is all that was undone; of a transaction, `transact` does everything again.
      return inTransaction ? attempt() : untilSettled(attempt);
    },
    // biome-ignore lint/correctness/useYield: nothing here is streamed
    async *streamQuery() {
      throw new Error('streaming is not supported: page through a list');
    },
    async begin() {
      await client.execute(begin);
      inTransaction = true;
    },
    async finish(query) {
      try {
        await client.execute(query);
        inTransaction = false;
      } catch (error) {
        // What could not be rolled back is spoilt, and the error to be told is the one before.
        if (query !== rollback) throw error;
      }
    },
    release() {
      client.release({ isSpoilt: inTransaction });
    },
  };
}
