import type { Kysely, RawBuilder, Transaction } from 'kysely';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import type { Schema } from '../query/schema.ts';

/** A write that would duplicate a value in a unique index. Dialects translate their native error to it. */
export class UniqueViolationError extends Error {
  override readonly name = 'UniqueViolation';
  /** The name of the index or of its columns, as the database reports it. */
  readonly index: string;

  constructor(index: string, options: { cause: unknown }) {
    super(`a row with the same ${index} exists`, options);
    this.index = index;
  }
}

export const violates = (error: unknown, column: string) =>
  error instanceof UniqueViolationError && error.index.includes(column);

/** The database aborted a transaction because of a deadlock. A retry may succeed. */
export class DeadlockError extends Error {
  override readonly name = 'Contention';
}

/** Retries an attempt that the database aborted because of a deadlock. */
export async function retryOnDeadlock<T>(attempt: () => Promise<T>): Promise<T> {
  const { result } = await retryOnConflict(async () => {
    try {
      return { result: await attempt() };
    } catch (error) {
      if (error instanceof DeadlockError) return undefined;
      throw error;
    }
  });
  return result;
}

/** The database that the stores work on. It hides the differences between database servers. */
export type Database = AsyncDisposable & {
  kysely: Kysely<Schema>;
  /**
   * Isolation is `read committed`, so `work` writes under conditions and checks how many rows it wrote. A deadlock
   * makes the adapter run `work` again.
   */
  transact<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** Gives `work` connections without a statement timeout. */
  migrating<T>(work: (kysely: Kysely<Schema>) => Promise<T>): Promise<T>;
  /** Rejects with the reason if the database does not respond. */
  check(): Promise<void>;
  dialect: DialectSql;
};

/** SQL that differs between databases. Migrations use all of it but the locks. */
export type DialectSql = {
  id: RawBuilder<unknown>;
  longText: RawBuilder<unknown>;
  table: RawBuilder<unknown>;
  keyTable: RawBuilder<unknown>;
  /** Suffix of a `select` that locks its rows until the transaction ends. */
  rowLock: RawBuilder<unknown>;
  /** Suffix of a `select` that locks its rows and skips rows that others have locked. */
  claimLock: RawBuilder<unknown>;
};
