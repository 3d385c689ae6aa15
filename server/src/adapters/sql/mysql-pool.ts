import { createPool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';
import { AppError } from '../../domain/errors.ts';
import { isMadeAlready, translateMysqlError } from './mysql-errors.ts';
import { readIsMariaDb } from './mysql-version.ts';
import { answerTimeout, connectTimeout, type ServerAddress, statementTimeout } from './server-address.ts';
import type { ServerClient, ServerPool } from './server-driver.ts';

/**
 * Connections to MySQL or MariaDB, made when they are needed. `isPatient` ones, for migrations, wait for however long
 * a statement takes, and pass over what is made already: DDL is in no transaction here, and a migration that was cut
 * short is done again.
 */
export function createMysqlPool(address: ServerAddress, { isPatient }: { isPatient: boolean }): ServerPool {
  const pool = createPool({
    host: address.host,
    port: address.port,
    database: address.name,
    user: address.user,
    password: address.password.reveal(),
    ...(address.tls !== 'disable' && {
      ssl: {
        rejectUnauthorized: address.tls === 'verify-full',
        verifyIdentity: address.tls === 'verify-full',
      },
    }),
    charset: 'utf8mb4_bin',
    connectionLimit: address.pool,
    connectTimeout,
    // A row that was written as it was counts as written: the stores' conditions are in `where`.
    flags: ['FOUND_ROWS', '-LOCAL_FILES'],
    stringifyObjects: true,
  });
  const prepared = new WeakSet<object>();
  let isClosed = false;

  /** Of a connection that was waited for in vain, what comes of it later is given back. */
  async function getConnection(): Promise<PoolConnection> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error('timeout when waiting for a connection')),
      connectTimeout,
    );
    const getting = pool.getConnection();
    try {
      return await Promise.race([getting, promise]);
    } catch (error) {
      void getting.then((late) => late.release()).catch(() => undefined);
      throw translateMysqlError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async take() {
      const connection = await getConnection();
      const client = createClient(connection, isPatient);
      if (prepared.has(connection.connection)) return client;
      try {
        await prepareSession(client, isPatient);
      } catch (error) {
        client.release({ isSpoilt: true });
        throw error;
      }
      prepared.add(connection.connection);
      return client;
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await pool.end();
    },
  };
}

/* `no_backslash_escapes` in it would make the driver's escaping wrong; without `strict` text is cut silently. */
const sqlMode = 'strict_all_tables,only_full_group_by,no_engine_substitution,error_for_division_by_zero';

async function prepareSession(client: ServerClient, isPatient: boolean): Promise<void> {
  const run = (sql: string) => client.execute({ sql, parameters: [] });
  await run('set session transaction isolation level read committed');
  await run(`set session sql_mode = '${sqlMode}', innodb_lock_wait_timeout = 10`);
  if (isPatient) return;
  const limit = (await readIsMariaDb(client))
    ? `max_statement_time = ${statementTimeout / 1000}`
    : `max_execution_time = ${statementTimeout}`;
  await run(`set session ${limit}`);
}

function createClient(connection: PoolConnection, isPatient: boolean): ServerClient {
  let isLost = false;
  return {
    async execute<Row>({ sql, parameters }: Parameters<ServerClient['execute']>[0]) {
      try {
        const [result] = await connection.query<ResultSetHeader | []>({
          sql,
          values: [...parameters],
          ...(!isPatient && { timeout: answerTimeout }),
        });
        if (Array.isArray(result)) return { rows: result as Row[] };
        return { rows: [], numAffectedRows: BigInt(result.affectedRows) };
      } catch (error) {
        if (isPatient && isMadeAlready(error)) return { rows: [] };
        const translated = translateMysqlError(error);
        isLost ||= translated instanceof AppError;
        throw translated;
      }
    },
    release({ isSpoilt }) {
      if (isSpoilt || isLost) connection.destroy();
      else connection.release();
    },
  };
}
