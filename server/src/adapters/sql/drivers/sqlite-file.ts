import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CompiledQuery, QueryResult } from 'kysely';
import { AppError } from '../../../domain/errors.ts';
import { UniqueViolationError } from './database.ts';

/* https://www.sqlite.org/rescode.html */
const busy = 5;
const uniqueViolations = [1555, 2067, 2579];
/* Locked, out of memory, read-only, interrupted, I/O, corrupt, full, cannot open, protocol, not a database. */
const operational = [busy, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26];

type SqliteError = Error & { code: string; errcode?: number };

const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_SQLITE_ERROR' || error.code === 'ERR_INVALID_STATE');

const isBusy = (error: unknown) => isSqliteError(error) && ((error.errcode ?? 0) & 0xff) === busy;

/** Translates a native error to one that other layers know. Keeps errors in our own SQL as they are. */
function translateSqliteError(error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  const { errcode } = error;
  // An error without a number means that the handle is closed.
  if (errcode === undefined || operational.includes(errcode & 0xff))
    return new AppError('unavailable', 'The database is temporarily unavailable.', { cause: error });
  if (uniqueViolations.includes(errcode))
    return new UniqueViolationError(error.message.replace(/^.*failed: /u, ''), { cause: error });
  return error;
}

/** One handle on a database file. */
export interface SqliteFile {
  execute<Row>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<Row>>;
  readonly isTransaction: boolean;
  close(): void;
}

export type SqliteFileOptions = { isDurable: boolean };

/*
 * An acknowledged write must survive a power failure. `synchronous = normal` loses the last commits of the WAL; `full`
 * syncs the log at each commit, which takes about a millisecond.
 */
const pragmas = ({ isDurable }: SqliteFileOptions) => [
  'journal_mode = wal',
  `synchronous = ${isDurable ? 'full' : 'off'}`,
  'mmap_size = 268435456',
  // In kibibytes. A larger cache makes small writes slower.
  'cache_size = -8192',
  'journal_size_limit = 67108864',
];

const maxStatements = 500;
const patience = 10_000;

export async function openSqliteFile(path: string, options: SqliteFileOptions): Promise<SqliteFile> {
  // The adapter waits itself, because SQLite's busy handler would block the process, including the lock's owner.
  const database = await retryWhileBusy(() => new DatabaseSync(path, { timeout: 0 }));
  try {
    for (const pragma of pragmas(options)) await retryWhileBusy(() => database.exec(`pragma ${pragma}`));
  } catch (error) {
    database.close();
    throw error;
  }
  const statements = new Map<string, Prepared>();

  function prepare(sql: string): Prepared {
    const known = statements.get(sql);
    if (known) {
      // Reinserts the statement, so that the first entry of the map is the least recently used one.
      statements.delete(sql);
      statements.set(sql, known);
      return known;
    }
    const statement = database.prepare(sql);
    const prepared = { statement, isReader: statement.columns().length > 0 };
    statements.set(sql, prepared);
    const [oldest] = statements.keys();
    if (statements.size > maxStatements && oldest !== undefined) statements.delete(oldest);
    return prepared;
  }

  return {
    async execute<Row>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>) {
      return retryWhileBusy((): QueryResult<Row> => {
        const { statement, isReader } = prepare(sql);
        const values = parameters as SQLInputValue[];
        if (isReader) return { rows: statement.all(...values) as Row[] };
        return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
      });
    },
    get isTransaction() {
      return database.isOpen && database.isTransaction;
    },
    close() {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}

type Prepared = { statement: StatementSync; isReader: boolean };

/** Retries without blocking while another connection or process holds the lock. */
async function retryWhileBusy<T>(work: () => T): Promise<T> {
  const since = performance.now();
  for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - since > patience) throw translateSqliteError(error);
    }
    await sleep(pause * (0.5 + Math.random()));
  }
}
