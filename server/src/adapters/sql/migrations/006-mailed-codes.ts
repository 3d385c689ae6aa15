import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Types } from './001-initial.ts';

/** Keeps one code for each browser. Drops the codes of the earlier version: their holders ask for another one. */
export const createMailedCodesMigration = (types: Types): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.dropTable('codes').ifExists().execute();
    await db.schema
      .createTable('codes')
      .addColumn('account_id', types.id, (column) => column.notNull())
      .addColumn('purpose', 'varchar(40)', (column) => column.notNull())
      .addColumn('browser', 'varchar(100)', (column) => column.notNull())
      .addColumn('link_digest', 'varchar(200)', (column) => column.notNull())
      .addColumn('typed_digest', 'varchar(200)')
      .addColumn('email', 'varchar(400)')
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('attempts', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('codes_key', ['account_id', 'purpose', 'browser'])
      .modifyEnd(types.keyTable)
      .execute();
    await db.schema.createIndex('codes_by_expires_at').on('codes').columns(['expires_at']).execute();
    await db.schema.alterTable('accounts').addColumn('registered_by', 'varchar(100)').execute();
  },
});
