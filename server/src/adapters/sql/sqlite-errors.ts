import { AppError } from '../../domain/errors.ts';
import { UniqueViolation } from './unique-violation.ts';

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

export const isBusy = (error: unknown) => isSqliteError(error) && ((error.errcode ?? 0) & 0xff) === busy;

/** What the rest of the server knows of a failure. A fault in our SQL stays what it is. */
export function translateSqliteError(error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  const { errcode } = error;
  // Without a number it is the state of the handle: closed.
  if (errcode === undefined || operational.includes(errcode & 0xff))
    return new AppError('unavailable', 'The database cannot answer just now.', { cause: error });
  if (uniqueViolations.includes(errcode))
    return new UniqueViolation(error.message.replace(/^.*failed: /u, ''), { cause: error });
  return error;
}
