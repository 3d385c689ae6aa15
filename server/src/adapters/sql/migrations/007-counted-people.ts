import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Adds the count of unfinished uploads, request digests, hidden files, and likes that do not count because their
 * account is suspended or cancelled.
 */
export const countedPeopleMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('accounts')
      .addColumn('unfinished_count', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('photos').addColumn('request_digest', 'varchar(64)').execute();
    await db.schema.alterTable('photos').addColumn('hidden_reason', 'varchar(20)').execute();
    await db.schema.alterTable('albums').addColumn('request_digest', 'varchar(64)').execute();
    await db.schema
      .alterTable('likes')
      .addColumn('is_aside', 'smallint', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('hidden_files')
      .addColumn('sha256', 'varchar(64)', (column) => column.notNull().primaryKey())
      .addColumn('hidden_at', 'bigint', (column) => column.notNull())
      .execute();

    await sql`update accounts set unfinished_count = (select count(*) from photos
      where photos.owner_id = accounts.id and photos.waiting_status in ('uploading', 'rejected'))`.execute(
      db,
    );
    await sql`insert into hidden_files (sha256, hidden_at) select sha256, min(hidden_at) from photos
      where hidden_at is not null and sha256 is not null group by sha256`.execute(db);
    await sql`update likes set is_aside = 1 where account_id in (select id from accounts
      where suspended_at is not null or cancelled_at is not null)`.execute(db);
    await sql`update photos set like_count = (select count(*) from likes
      where likes.photo_id = photos.id and likes.is_aside = 0)
      where id in (select photo_id from likes where is_aside = 1)`.execute(db);
  },
};
