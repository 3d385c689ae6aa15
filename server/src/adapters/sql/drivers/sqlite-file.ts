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

/** What the rest of the server knows of a failure. A fault in our SQL stays what it is. */
function translateSqliteError(error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  const { errcode } = error;
  // Without a number it is the state of the handle: closed.
  if (errcode === undefined || operational.includes(errcode & 0xff))
    return new AppError('unavailable', 'The database cannot answer just now.', { cause: error });
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
 * What is acknowledged has to outlive a power failure, and not only `kill -9`: with `synchronous = normal` the last
 * commits of a WAL are lost with the page cache; `full` syncs the log at each commit, a millisecond or so.
 */
const pragmas = ({ isDurable }: SqliteFileOptions) => [
  'journal_mode = wal',
  `synchronous = ${isDurable ? 'full' : 'off'}`,
  'mmap_size = 268435456',
  // Kibibytes: a larger cache makes small writes dearer.
  'cache_size = -8192',
  'journal_size_limit = 67108864',
];

const maxStatements = 500;
const patience = 10_000;

export async function openSqliteFile(path: string, options: SqliteFileOptions): Promise<SqliteFile> {
  // Waiting is done here and not in SQLite, whose busy handler would hold up the whole process, this lock's owner too.
  const database = await whenFree(() => new DatabaseSync(path, { timeout: 0 }));
  try {
    for (const pragma of pragmas(options)) await whenFree(() => database.exec(`pragma ${pragma}`));
  } catch (error) {
    database.close();
    throw error;
  }
  const statements = new Map<string, Prepared>();

  function prepare(sql: string): Prepared {
    const known = statements.get(sql);
    if (known) {
      // Set again, so that the first in the map is the one that was not used for longest.
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
      return whenFree((): QueryResult<Row> => {
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

/** Tries again, without blocking, while another connection or process holds the lock. */
async function whenFree<T>(work: () => T): Promise<T> {
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
