import { DatabaseError } from 'pg';
import { AppError } from '../../domain/errors.ts';
import { Contention } from './contention.ts';
import { UniqueViolation } from './unique-violation.ts';

/* https://www.postgresql.org/docs/current/errcodes-appendix.html */
const uniqueViolation = '23505';
/* Serialization failure, deadlock, lock not available. */
const contentions = ['40001', '40P01', '55P03'];
/* Connection, authorization, no such database, resources, operator's intervention, system. */
const operational = /^(?:08|28|3D|53|57|58)/u;
/* A writer that became a reader when another took over; a transaction that was left open for too long. */
const alsoOperational = ['25006', '25P03'];

/** What waiting does not heal: password, permission, name of the database. */
export const isHopelessInPostgres = (error: unknown) =>
  error instanceof DatabaseError && /^(?:28|3D)/u.test(error.code ?? '');

/** What the rest of the server knows of a failure. A fault in our SQL stays what it is. */
export function translatePostgresError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  // Sockets, time limits and a pool that is closed have no code of the database's.
  const code = error instanceof DatabaseError ? (error.code ?? '') : '08000';
  if (error instanceof DatabaseError && code === uniqueViolation)
    return new UniqueViolation(error.constraint ?? '', { cause: error });
  if (contentions.includes(code)) return new Contention(error.message, { cause: error });
  if (operational.test(code) || alsoOperational.includes(code))
    return new AppError('unavailable', 'The database cannot answer just now.', { cause: error });
  return error;
}
