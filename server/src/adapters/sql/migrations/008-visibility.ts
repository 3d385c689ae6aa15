import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The upload defaults of accounts, as JSON: null until their owners decide. */
export const visibilityMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('accounts').addColumn('upload_defaults', 'varchar(200)').execute();
  },
};
