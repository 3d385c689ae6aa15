import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult } from 'kysely';
import { type DialectSql, retryOnDeadlock } from './database.ts';

/** The endpoint of a database server and how to connect to it. */
export type ServerEndpoint = {
  kind: 'postgres' | 'mysql';
  host: string;
  port: number;
  name: string;
  user: string;
  /** `renew` looks up the password again and returns true if it changed. */
  password: { reveal(): string; renew?(): Promise<boolean> };
  /** The maximum number of connections. */
  pool: number;
  /** `require` encrypts without verifying the certificate. */
  tls: 'disable' | 'require' | 'verify-full';
};

/** Returns the URL without the user and the password. */
export const describeEndpoint = ({ kind, host, port, name }: ServerEndpoint) =>
  `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}/${name}`;

export const describeLocation = (location: ServerEndpoint | { kind: 'sqlite'; path: string }) =>
  location.kind === 'sqlite' ? location.path : describeEndpoint(location);

/* In milliseconds. */
export const connectTimeout = 10_000;
export const statementTimeout = 30_000;
/** Longer than the statement timeout: only a lost server exceeds it. */
export const answerTimeout = statementTimeout + 5000;

export type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** One connection to a database server. It throws translated errors. */
export interface ServerClient {
  execute<Row>(statement: Statement): Promise<QueryResult<Row>>;
  /** Returns the connection to the pool. A broken connection is closed, and the server rolls back its transaction. */
  release(options: { isBroken: boolean }): void;
}

export interface ServerPool {
  take(): Promise<ServerClient>;
  close(): Promise<void>;
}

/** A client of the pool between acquisition and release. */
type Connection = DatabaseConnection & {
  begin(): Promise<void>;
  finish(query: CompiledQuery): Promise<void>;
  release(): void;
};

const commit = CompiledQuery.raw('commit');
const rollback = CompiledQuery.raw('rollback');

/** Creates a Kysely driver for a pool of connections to a server. */
export function createServerDriver(pool: ServerPool, begin: string): Driver {
  const connections = new WeakMap<DatabaseConnection, Connection>();
  const connectionOf = (connection: DatabaseConnection): Connection => {
    const own = connections.get(connection);
    if (!own) throw new Error('a connection of another driver');
    return own;
  };
  return {
    async init() {},
    async acquireConnection() {
      const own = createConnection(await pool.take(), CompiledQuery.raw(begin));
      connections.set(own, own);
      return own;
    },
    beginTransaction: (connection) => connectionOf(connection).begin(),
    commitTransaction: (connection) => connectionOf(connection).finish(commit),
    rollbackTransaction: (connection) => connectionOf(connection).finish(rollback),
    releaseConnection: async (connection) => connectionOf(connection).release(),
    destroy: () => pool.close(),
  };
}

function createConnection(client: ServerClient, begin: CompiledQuery): Connection {
  let inTransaction = false;
  return {
    executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const attempt = () => client.execute<Row>(query);
      // A deadlock undoes a single statement only, so it can run again. `transact` repeats whole transactions.
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
        // A failed rollback marks the connection as broken. The caller reports the earlier error.
        if (query !== rollback) throw error;
      }
    },
    release() {
      client.release({ isBroken: inTransaction });
    },
  };
}

/** The differences between PostgreSQL and MySQL. */
export type ServerKind = {
  createPool(options: { isPatient: boolean }): ServerPool;
  createDialect(pool: ServerPool): Dialect;
  /** Reads the SQL that the server's version needs. */
  readDialectSql(client: ServerClient): Promise<DialectSql>;
  /** True if a retry cannot fix the failure to connect. */
  isPermanent(cause: unknown): boolean;
};
