import type { Kysely, RawBuilder, Transaction } from 'kysely';
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
