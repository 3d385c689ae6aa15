import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The reason of a suspension, for the member to read. */
export const suspensionReasonMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('accounts').addColumn('suspension_reason', 'varchar(1000)').execute();
  },
};
