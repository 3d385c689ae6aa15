import type { Kysely, RawBuilder, Transaction } from 'kysely';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import type { Schema } from '../query/schema.ts';

/** Two rows would have the same value in a unique index. Dialects turn their native error into it. */
export class UniqueViolationError extends Error {
  override readonly name = 'UniqueViolation';
  /** Names the index or its columns, as the database does. */
  readonly index: string;

  constructor(index: string, options: { cause: unknown }) {
    super(`a row with the same ${index} exists`, options);
    this.index = index;
  }
}

export const violates = (error: unknown, column: string) =>
  error instanceof UniqueViolationError && error.index.includes(column);

/** The database ended a transaction for another one's sake: done again, it may well succeed. */
export class DeadlockError extends Error {
  override readonly name = 'Contention';
}

/** Does it again where the database ended it because of a deadlock. */
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

/** What the stores work on. All that differs between databases is behind it. */
export type Database = AsyncDisposable & {
  kysely: Kysely<Schema>;
  /**
   * Each statement sees what is committed by then (`read committed`), so `work` writes under conditions and looks at
   * how many rows it wrote. It is done again where the database ended it because of a deadlock.
   */
  transact<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** Gives `work` connections whose statements may take as long as they need. */
  migrating<T>(work: (kysely: Kysely<Schema>) => Promise<T>): Promise<T>;
  /** Whether the database answers: rejects with the reason where it does not. */
  check(): Promise<void>;
  dialect: DialectSql;
};

/** What has no text in common: all but the locks are the migrations'. */
export type DialectSql = {
  id: RawBuilder<unknown>;
  longText: RawBuilder<unknown>;
  table: RawBuilder<unknown>;
  keyTable: RawBuilder<unknown>;
  /** Ends a `select` in a transaction whose rows nobody else may change before it is over. */
  rowLock: RawBuilder<unknown>;
  /** As `rowLock`, and leaves out rows that others have locked. */
  claimLock: RawBuilder<unknown>;
};
