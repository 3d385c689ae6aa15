import { createPool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';
import { AppError } from '../../../domain/errors.ts';
import { DeadlockError, UniqueViolationError } from './database.ts';
import {
  answerTimeout,
  connectTimeout,
  type ServerClient,
  type ServerEndpoint,
  type ServerPool,
  statementTimeout,
} from './server-driver.ts';

/* https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html and MariaDB's own from 1900 on */
const uniqueViolation = 1062;
/* Deadlock, waited too long for a lock, a row that changed since it was read. */
const contentions = [1213, 1205, 1020];
const hopeless = [1044, 1045, 1049, 1698];
const operational = [
  ...hopeless,
  // Disk, memory, storage engine, a table or a temporary file that is full.
  ...[1021, 1026, 1030, 1037, 1041, 1114],
  // Too many connections, shutting down, network, refused host.
  ...[1040, 1042, 1043, 1053, 1129, 1130, 1152, 1158, 1159, 1160, 1161, 1203, 1226],
  // Interrupted, took too long, killed, idle for too long.
  ...[1317, 3024, 1969, 1927, 4031],
  // A writer that became a reader when another took over.
  ...[1290, 1792, 1836],
];

/** An error that the server told; what sockets and time limits end has no state. */
type MysqlError = Error & { errno: number; sqlState: string };

const isMysqlError = (error: unknown): error is MysqlError =>
  error instanceof Error && 'errno' in error && 'sqlState' in error;

/** What waiting does not heal: password, permission, name of the database. */
export const isHopelessInMysql = (error: unknown) => isMysqlError(error) && hopeless.includes(error.errno);

/* Table, column or index exists: what a migration that was cut short has made already. */
const isMadeAlready = (error: unknown) => isMysqlError(error) && [1050, 1060, 1061].includes(error.errno);

/** What the rest of the server knows of a failure. A fault in our SQL stays what it is. */
function translateMysqlError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  if (!isMysqlError(error) || operational.includes(error.errno))
    return new AppError('unavailable', 'The database cannot answer just now.', { cause: error });
  if (error.errno === uniqueViolation)
    return new UniqueViolationError(/for key '(?<key>[^']*)'$/u.exec(error.message)?.groups?.key ?? '', {
      cause: error,
    });
  if (contentions.includes(error.errno)) return new DeadlockError(error.message, { cause: error });
  return error;
}

/**
 * Connections to MySQL or MariaDB, made when they are needed. `isPatient` ones, for migrations, wait for however long
 * a statement takes, and pass over what is made already: DDL is in no transaction here, and a migration that was cut
 * short is done again.
 */
export function createMysqlPool(address: ServerEndpoint, { isPatient }: { isPatient: boolean }): ServerPool {
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

/** MariaDB speaks MySQL's protocol, and a dialect of its own. */
export async function readIsMariaDb(client: Pick<ServerClient, 'execute'>): Promise<boolean> {
  const { rows } = await client.execute<{ version: string }>({
    sql: 'select version() as version',
    parameters: [],
  });
  return rows[0]?.version.includes('MariaDB') ?? false;
}
