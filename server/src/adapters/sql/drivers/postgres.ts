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
const deadlocks = ['40001', '40P01', '55P03'];
/* Connection, authorization, unknown database, resources, operator intervention, system error. */
const operational = /^(?:08|28|3D|53|57|58)/u;
/* A failover made the writer read-only; a transaction was idle for too long. */
const alsoOperational = ['25006', '25P03'];

/** Errors that a retry cannot fix: wrong password, missing permission, unknown database. */
const isPermanentInPostgres = (error: unknown) =>
  error instanceof DatabaseError && /^(?:28|3D)/u.test(error.code ?? '');

/** Translates a native error to one that other layers know. Keeps errors in our own SQL as they are. */
function translatePostgresError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  // Socket errors, timeouts and a closed pool have no SQLSTATE.
  const code = error instanceof DatabaseError ? (error.code ?? '') : '08000';
  if (error instanceof DatabaseError && code === uniqueViolation)
    return new UniqueViolationError(error.constraint ?? '', { cause: error });
  if (deadlocks.includes(code)) return new DeadlockError(error.message, { cause: error });
  if (operational.test(code) || alsoOperational.includes(code))
    return new AppError('unavailable', 'The database is temporarily unavailable.', { cause: error });
  return error;
}

/** Creates a pool of connections to PostgreSQL. Patient ones have no statement timeout. */
function createPostgresPool(endpoint: ServerEndpoint, { isPatient }: { isPatient: boolean }): ServerPool {
  const pool = new pg.Pool({
    host: endpoint.host,
    port: endpoint.port,
    database: endpoint.name,
    user: endpoint.user,
    password: endpoint.password.reveal(),
    ssl: endpoint.tls === 'disable' ? false : { rejectUnauthorized: endpoint.tls === 'verify-full' },
    max: endpoint.pool,
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
  // Without a listener, the loss of an idle connection ends the process. The next query reports the loss.
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
        // PostgreSQL answers a commit with ROLLBACK if an earlier statement failed unnoticed.
        if (sql === 'commit' && command === 'ROLLBACK') throw new Error('the transaction was rolled back');
        return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
      } catch (error) {
        const translated = translatePostgresError(error);
        isLost ||= translated instanceof AppError;
        throw translated;
      }
    },
    release({ isBroken }) {
      client.release(isBroken || isLost);
    },
  };
}

const int8 = 20;

/* Times, sizes and counts fit a number exactly. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (type, format) =>
  Number(type) === int8 ? Number : pg.types.getTypeParser(type, format);

/**
 * PostgreSQL cannot store NUL. Only a made-up id or name contains one; replace it with a character that no id has, so
 * that the lookup finds nothing as in other databases.
 */
const withoutNul = (value: unknown) =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uffff') : value;

/** Supports PostgreSQL 15 and later. */
export const createPostgres = (endpoint: ServerEndpoint): ServerKind => ({
  createPool: (options) => createPostgresPool(endpoint, options),
  createDialect: (pool) => ({
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createServerDriver(pool, 'begin isolation level read committed'),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }),
  readDialectSql: async () => ({
    // Lists sort by id byte by byte, whatever the locale of the database is.
    id: sql`varchar(36) collate "C"`,
    longText: sql`text`,
    table: sql``,
    keyTable: sql``,
    rowLock: sql`for update`,
    claimLock: sql`for update skip locked`,
  }),
  isPermanent: isPermanentInPostgres,
});
