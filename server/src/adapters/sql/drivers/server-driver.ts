import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult } from 'kysely';
import { type DialectSql, retryOnDeadlock } from './database.ts';

/** Where a database server is, and how it is spoken to. */
export type ServerEndpoint = {
  kind: 'postgres' | 'mysql';
  host: string;
  port: number;
  name: string;
  user: string;
  /** `renew` looks it up again, and answers whether it is another one. */
  password: { reveal(): string; renew?(): Promise<boolean> };
  /** How many connections are held at most. */
  pool: number;
  /** `require` encrypts without looking at the certificate. */
  tls: 'disable' | 'require' | 'verify-full';
};

/** As it may be shown. */
export const describeAddress = ({ kind, host, port, name }: ServerEndpoint) =>
  `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}/${name}`;

export const describeLocation = (location: ServerEndpoint | { kind: 'sqlite'; path: string }) =>
  location.kind === 'sqlite' ? location.path : describeAddress(location);

/* In milliseconds. */
export const connectTimeout = 10_000;
export const statementTimeout = 30_000;
/** Beyond what the server allows a statement: only one that is gone lets it pass. */
export const answerTimeout = statementTimeout + 5000;

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
      return inTransaction ? attempt() : retryOnDeadlock(attempt);
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

/** All that differs between the databases that are servers. */
export type ServerKind = {
  createPool(options: { isPatient: boolean }): ServerPool;
  createDialect(pool: ServerPool): Dialect;
  /** By what the server says of itself. */
  readDialectText(client: ServerClient): Promise<DialectSql>;
  /** Whether a failure to connect is one that waiting does not heal. */
  isHopeless(cause: unknown): boolean;
};
