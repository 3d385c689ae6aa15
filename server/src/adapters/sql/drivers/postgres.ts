import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import pg, { DatabaseError } from 'pg';
import { AppError } from '../../../domain/errors.ts';
import { DeadlockError, UniqueViolationError } from './database.ts';
import {
  answerTimeout,
  connectTimeout,
  createServerDriver,
  type ServerClient,
  type ServerEndpoint,
  type ServerKind,
  type ServerPool,
  statementTimeout,
} from './server-driver.ts';

/* https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = '23505';
/* Serialization failure, deadlock, lock not available. */
const contentions = ['40001', '40P01', '55P03'];
/* Connection, authorization, no such database, resources, operator's intervention, system. */
const operational = /^(?:08|28|3D|53|57|58)/u;
/* A writer that became a reader when another took over; a transaction that was left open for too long. */
const alsoOperational = ['25006', '25P03'];

/** What waiting does not heal: password, permission, name of the database. */
const isHopelessInPostgres = (error: unknown) =>
  error instanceof DatabaseError && /^(?:28|3D)/u.test(error.code ?? '');

/** What the rest of the server knows of a failure. A fault in our SQL stays what it is. */
function translatePostgresError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  // Sockets, time limits and a pool that is closed have no code of the database's.
  const code = error instanceof DatabaseError ? (error.code ?? '') : '08000';
  if (error instanceof DatabaseError && code === uniqueViolation)
    return new UniqueViolationError(error.constraint ?? '', { cause: error });
  if (contentions.includes(code)) return new DeadlockError(error.message, { cause: error });
  if (operational.test(code) || alsoOperational.includes(code))
    return new AppError('unavailable', 'The database cannot answer just now.', { cause: error });
  return error;
}

/** Connections to PostgreSQL, made when they are needed. `isPatient` ones wait for however long a statement takes. */
function createPostgresPool(address: ServerEndpoint, { isPatient }: { isPatient: boolean }): ServerPool {
  const pool = new pg.Pool({
    host: address.host,
    port: address.port,
    database: address.name,
    user: address.user,
    password: address.password.reveal(),
    ssl: address.tls === 'disable' ? false : { rejectUnauthorized: address.tls === 'verify-full' },
    max: address.pool,
    application_name: 'vitrine',
    keepAlive: true,
    connectionTimeoutMillis: connectTimeout,
    types: { getTypeParser },
    ...(!isPatient && {
      statement_timeout: statementTimeout,
      idle_in_transaction_session_timeout: statementTimeout,
      query_timeout: answerTimeout,
    }),
  });
  // Without a listener the end of a connection that nobody uses ends the process. The next query tells.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return {
    async take() {
      try {
        return createClient(await pool.connect());
      } catch (error) {
        throw translatePostgresError(error);
      }
    },
    async close() {
      if (!pool.ending) await pool.end();
    },
  };
}

const ignore = () => undefined;

function createClient(client: pg.PoolClient): ServerClient {
  let isLost = false;
  return {
    async execute<Row>({ sql, parameters }: Parameters<ServerClient['execute']>[0]) {
      try {
        const { rows, rowCount, command } = await client.query(sql, parameters.map(withoutNul));
        // What PostgreSQL answers where a statement had failed before and nobody told.
        if (sql === 'commit' && command === 'ROLLBACK') throw new Error('the transaction was rolled back');
        return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
      } catch (error) {
        const translated = translatePostgresError(error);
        isLost ||= translated instanceof AppError;
        throw translated;
      }
    },
    release({ isSpoilt }) {
      client.release(isSpoilt || isLost);
    },
  };
}

const int8 = 20;

/* Times, sizes and counts: all of them are far below what a number holds exactly. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (type, format) =>
  Number(type) === int8 ? Number : pg.types.getTypeParser(type, format);

/**
 * PostgreSQL's text holds no NUL, and no text of ours does: it is in an id or a name that somebody made up. With a
 * character in its place that none has either, it is not found, as anywhere else.
 */
const withoutNul = (value: unknown) =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uffff') : value;

/** PostgreSQL 15 and later. */
export const createPostgres = (address: ServerEndpoint): ServerKind => ({
  createPool: (options) => createPostgresPool(address, options),
  createDialect: (pool) => ({
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createServerDriver(pool, 'begin isolation level read committed'),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }),
  readDialectText: async () => ({
    // Lists are in order of id: byte by byte, whatever language the database was made for.
    id: sql`varchar(36) collate "C"`,
    longText: sql`text`,
    table: sql``,
    keyTable: sql``,
    rowLock: sql`for update`,
    claimLock: sql`for update skip locked`,
  }),
  isHopeless: isHopelessInPostgres,
});
