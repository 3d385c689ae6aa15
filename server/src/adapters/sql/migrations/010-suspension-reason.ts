import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Adds the reason of a suspension, which the member reads. */
export const suspensionReasonMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('accounts').addColumn('suspension_reason', 'varchar(1000)').execute();
  },
};
