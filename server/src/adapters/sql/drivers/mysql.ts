import { MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql } from 'kysely';
import { createPool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';
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

/** Supports MySQL 8, MariaDB 10.11 and later. */
export const createMysql = (endpoint: ServerEndpoint): ServerKind => ({
  createPool: (options) => createMysqlPool(endpoint, options),
  createDialect: (pool) => ({
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => createServerDriver(pool, 'begin'),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  }),
  async readDialectSql(client: ServerClient) {
    // Both collations compare byte by byte, trailing spaces included. `utf8mb4_bin` ignores them.
    const collation = (await readIsMariaDb(client)) ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
    const table = sql`engine = innodb default character set utf8mb4 collate ${sql.raw(collation)}`;
    return {
      id: sql`varchar(36)`,
      longText: sql`longtext`,
      table,
      keyTable: table,
      rowLock: sql`for update`,
      claimLock: sql`for update skip locked`,
    };
  },
  isPermanent: isPermanentInMysql,
});

/* https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html and MariaDB's own from 1900 on */
const uniqueViolation = 1062;
/* Deadlock, lock wait timeout, row changed since it was read. */
const deadlocks = [1213, 1205, 1020];
const hopeless = [1044, 1045, 1049, 1698];
const operational = [
  ...hopeless,
  // Disk or memory full, storage engine error, table or temporary file full.
  ...[1021, 1026, 1030, 1037, 1041, 1114],
  // Too many connections, shutdown, network error, host blocked.
  ...[1040, 1042, 1043, 1053, 1129, 1130, 1152, 1158, 1159, 1160, 1161, 1203, 1226],
  // Interrupted, statement timeout, killed, idle timeout.
  ...[1317, 3024, 1969, 1927, 4031],
  // A failover made the writer read-only.
  ...[1290, 1792, 1836],
];

/** An error that the server reported. Socket errors and timeouts have no state. */
type MysqlError = Error & { errno: number; sqlState: string };

const isMysqlError = (error: unknown): error is MysqlError =>
  error instanceof Error && 'errno' in error && 'sqlState' in error;

/** Errors that a retry cannot fix: wrong password, missing permission, unknown database. */
const isPermanentInMysql = (error: unknown) => isMysqlError(error) && hopeless.includes(error.errno);

/* Table, column or index exists already: an interrupted migration created it. */
const existsAlready = (error: unknown) => isMysqlError(error) && [1050, 1060, 1061].includes(error.errno);

/** Translates a native error to one that other layers know. Keeps errors in our own SQL as they are. */
function translateMysqlError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  if (!isMysqlError(error) || operational.includes(error.errno))
    return new AppError('unavailable', 'The database is temporarily unavailable.', { cause: error });
  if (error.errno === uniqueViolation)
    return new UniqueViolationError(/for key '(?<key>[^']*)'$/u.exec(error.message)?.groups?.key ?? '', {
      cause: error,
    });
  if (deadlocks.includes(error.errno)) return new DeadlockError(error.message, { cause: error });
  return error;
}

/**
 * Creates a pool of connections to MySQL or MariaDB. Patient ones are for migrations: they have no statement timeout
 * and ignore objects that exist already, because DDL is not transactional here and an interrupted migration runs
 * again.
 */
function createMysqlPool(endpoint: ServerEndpoint, { isPatient }: { isPatient: boolean }): ServerPool {
  const pool = createPool({
    host: endpoint.host,
    port: endpoint.port,
    database: endpoint.name,
    user: endpoint.user,
    password: endpoint.password.reveal(),
    ...(endpoint.tls !== 'disable' && {
      ssl: {
        rejectUnauthorized: endpoint.tls === 'verify-full',
        verifyIdentity: endpoint.tls === 'verify-full',
      },
    }),
    charset: 'utf8mb4_bin',
    connectionLimit: endpoint.pool,
    connectTimeout,
    // `FOUND_ROWS` counts rows that an update matched without changing them. The stores' conditions are in `where`.
    flags: ['FOUND_ROWS', '-LOCAL_FILES'],
    stringifyObjects: true,
  });
  const prepared = new WeakSet<object>();
  let isClosed = false;

  /** Releases a connection that arrives after the timeout. */
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
        client.release({ isBroken: true });
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

/* `no_backslash_escapes` would break the driver's escaping; without `strict`, the server truncates text silently. */
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
        if (isPatient && existsAlready(error)) return { rows: [] };
        const translated = translateMysqlError(error);
        isLost ||= translated instanceof AppError;
        throw translated;
      }
    },
    release({ isBroken }) {
      if (isBroken || isLost) connection.destroy();
      else connection.release();
    },
  };
}

/** MariaDB uses MySQL's protocol and its own SQL dialect. */
async function readIsMariaDb(client: Pick<ServerClient, 'execute'>): Promise<boolean> {
  const { rows } = await client.execute<{ version: string }>({
    sql: 'select version() as version',
    parameters: [],
  });
  return rows[0]?.version.includes('MariaDB') ?? false;
}
