import type { Kysely, RawBuilder, Transaction } from 'kysely';
import { AppError } from '../../domain/errors.ts';
import type { Schema } from './schema.ts';

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
  dialect: DialectText;
};

/** What has no text in common: all but the locks are the migrations'. */
export type DialectText = {
  id: RawBuilder<unknown>;
  longText: RawBuilder<unknown>;
  table: RawBuilder<unknown>;
  keyTable: RawBuilder<unknown>;
  /** Ends a `select` in a transaction whose rows nobody else may change before it is over. */
  rowLock: RawBuilder<unknown>;
  /** As `rowLock`, and leaves out rows that others have locked. */
  claimLock: RawBuilder<unknown>;
};

const maxAttempts = 100;

/** Does it again where it answers `undefined`, because another write came between: each time somebody got further. */
export async function untilUncontested<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < maxAttempts; count += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new AppError('unavailable', 'Too many changes at once. Please try again.', { retryAfter: 1 });
}
