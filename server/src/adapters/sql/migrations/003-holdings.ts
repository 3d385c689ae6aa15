import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Adds the holdings of accounts that are being deleted, as JSON. */
export const holdingsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('accounts').addColumn('holdings', 'varchar(200)').execute();
  },
};
