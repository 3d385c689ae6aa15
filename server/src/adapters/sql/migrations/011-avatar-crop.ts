import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Adds the crop of a member's avatar, as JSON, and the name of the latest choice. */
export const avatarCropMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('accounts').addColumn('avatar_crop', 'varchar(100)').execute();
    await db.schema.alterTable('accounts').addColumn('avatar_choice', 'varchar(64)').execute();
  },
};
