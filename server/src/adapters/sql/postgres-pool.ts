import pg from 'pg';
import { AppError } from '../../domain/errors.ts';
import { translatePostgresError } from './postgres-errors.ts';
import { answerTimeout, connectTimeout, type ServerAddress, statementTimeout } from './server-address.ts';
import type { ServerClient, ServerPool } from './server-driver.ts';

/** Connections to PostgreSQL, made when they are needed. `isPatient` ones wait for however long a statement takes. */
export function createPostgresPool(
  address: ServerAddress,
  { isPatient }: { isPatient: boolean },
): ServerPool {
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
