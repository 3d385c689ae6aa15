import type { Kysely, RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';

export type Types = {
  /** Up to 36 characters, compared byte by byte. */
  id: RawBuilder<unknown>;
  /** Holds more than 64 kB: `longtext` in MySQL, where `text` holds less. */
  longText: RawBuilder<unknown>;
  /** Suffix of every table: MySQL's character set and binary collation. */
  table: RawBuilder<unknown>;
  /** Suffix of tables that consist mostly of their key. */
  keyTable: RawBuilder<unknown>;
};

/*
 * Times are in milliseconds, booleans are 0 or 1. There are no foreign keys, because a like must not lock an account's
 * row; stores remove related rows in one transaction. Nullable columns such as `feed_at` or `checksum_claim` are null
 * for rows that a list leaves out, which works like a partial index in every database.
 */
export const createInitialMigration = (types: Types): Migration => ({
  async up(db: Kysely<unknown>) {
    await createAccounts(db, types);
    await createPhotos(db, types);
    await createLikesAndTags(db, types);
    await createAlbums(db, types);
    await createJobs(db, types);
    await createEvents(db, types);
    await createSentMails(db, types);
  },
});

async function createAccounts(db: Kysely<unknown>, types: Types) {
  await db.schema
    .createTable('accounts')
    .addColumn('id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('username', 'varchar(100)', (column) => column.notNull())
    .addColumn('email', 'varchar(400)', (column) => column.notNull())
    .addColumn('email_key', 'varchar(400)', (column) => column.notNull())
    .addColumn('display_name', 'varchar(400)', (column) => column.notNull())
    .addColumn('bio', 'text', (column) => column.notNull())
    .addColumn('avatar_photo_id', types.id)
    .addColumn('role', 'varchar(20)', (column) => column.notNull())
    .addColumn('confirmed_at', 'bigint')
    .addColumn('unconfirmed_since', 'bigint')
    .addColumn('suspended_at', 'bigint')
    .addColumn('cancelled_at', 'bigint')
    .addColumn('password_changed_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('photo_count', 'bigint', (column) => column.notNull())
    .addColumn('public_photo_count', 'bigint', (column) => column.notNull())
    .addColumn('stored_bytes', 'bigint', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .modifyEnd(types.table)
    .execute();
  await createUniqueIndex(db, 'accounts', ['username']);
  await createUniqueIndex(db, 'accounts', ['email_key']);
  await createIndex(db, 'accounts', ['cancelled_at', 'id']);
  await createIndex(db, 'accounts', ['unconfirmed_since', 'id']);

  await db.schema
    .createTable('credentials')
    .addColumn('account_id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('password_hash', 'varchar(400)', (column) => column.notNull())
    .modifyEnd(types.table)
    .execute();

  await db.schema
    .createTable('codes')
    .addColumn('account_id', types.id, (column) => column.notNull())
    .addColumn('purpose', 'varchar(40)', (column) => column.notNull())
    .addColumn('code_digest', 'varchar(200)', (column) => column.notNull())
    .addColumn('email', 'varchar(400)')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('codes_key', ['account_id', 'purpose'])
    .modifyEnd(types.keyTable)
    .execute();

  await db.schema
    .createTable('grants')
    .addColumn('account_id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .modifyEnd(types.table)
    .execute();

  await db.schema
    .createTable('sessions')
    .addColumn('id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('account_id', types.id, (column) => column.notNull())
    .addColumn('secret_digest', 'varchar(100)', (column) => column.notNull())
    .addColumn('device', 'varchar(400)', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .modifyEnd(types.table)
    .execute();
  await createUniqueIndex(db, 'sessions', ['secret_digest']);
  await createIndex(db, 'sessions', ['account_id', 'last_seen_at', 'id']);
  await createIndex(db, 'sessions', ['expires_at']);

  await db.schema
    .createTable('tokens')
    .addColumn('id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('account_id', types.id, (column) => column.notNull())
    .addColumn('name', 'varchar(400)', (column) => column.notNull())
    .addColumn('scopes', 'varchar(400)', (column) => column.notNull())
    .addColumn('secret_digest', 'varchar(100)', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .modifyEnd(types.table)
    .execute();
  await createUniqueIndex(db, 'tokens', ['secret_digest']);
  await createIndex(db, 'tokens', ['account_id', 'created_at', 'id']);
  await createIndex(db, 'tokens', ['expires_at']);

  await db.schema
    .createTable('attempts')
    .addColumn('bucket', 'varchar(200)', (column) => column.notNull().primaryKey())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .modifyEnd(types.keyTable)
    .execute();
  await createIndex(db, 'attempts', ['expires_at']);
}

async function createPhotos(db: Kysely<unknown>, types: Types) {
  await db.schema
    .createTable('photos')
    .addColumn('id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('owner_id', types.id, (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('alt_text', 'text', (column) => column.notNull())
    .addColumn('tags', types.longText, (column) => column.notNull())
    .addColumn('visibility', 'varchar(20)', (column) => column.notNull())
    .addColumn('show_place', 'smallint', (column) => column.notNull())
    .addColumn('allow_download', 'smallint', (column) => column.notNull())
    .addColumn('status', 'varchar(20)', (column) => column.notNull())
    .addColumn('status_reason', 'text')
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('content_type', 'varchar(200)', (column) => column.notNull())
    .addColumn('sha256', 'varchar(64)')
    .addColumn('picture', types.longText)
    .addColumn('metadata', types.longText, (column) => column.notNull())
    .addColumn('like_count', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('status_since', 'bigint', (column) => column.notNull())
    .addColumn('published_at', 'bigint')
    .addColumn('trashed_at', 'bigint')
    .addColumn('hidden_at', 'bigint')
    .addColumn('feed_at', 'bigint')
    .addColumn('gallery_at', 'bigint')
    .addColumn('waiting_status', 'varchar(20)')
    .addColumn('checksum_claim', 'varchar(64)')
    .modifyEnd(types.table)
    .execute();
  await createUniqueIndex(db, 'photos', ['owner_id', 'checksum_claim']);
  await createIndex(db, 'photos', ['feed_at', 'id']);
  await createIndex(db, 'photos', ['owner_id', 'feed_at', 'id']);
  await createIndex(db, 'photos', ['owner_id', 'gallery_at', 'id']);
  await createIndex(db, 'photos', ['owner_id', 'status', 'gallery_at', 'id']);
  await createIndex(db, 'photos', ['owner_id', 'visibility', 'gallery_at', 'id']);
  await createIndex(db, 'photos', ['owner_id', 'status', 'visibility', 'gallery_at', 'id']);
  await createIndex(db, 'photos', ['owner_id', 'trashed_at', 'id']);
  await createIndex(db, 'photos', ['owner_id', 'id']);
  await createIndex(db, 'photos', ['trashed_at', 'id']);
  await createIndex(db, 'photos', ['waiting_status', 'status_since', 'id']);
}

async function createLikesAndTags(db: Kysely<unknown>, types: Types) {
  await db.schema
    .createTable('photo_tags')
    .addColumn('photo_id', types.id, (column) => column.notNull())
    .addColumn('tag_key', 'varchar(200)', (column) => column.notNull())
    .addColumn('owner_id', types.id, (column) => column.notNull())
    .addColumn('feed_at', 'bigint')
    .addColumn('gallery_at', 'bigint')
    .addPrimaryKeyConstraint('photo_tags_key', ['photo_id', 'tag_key'])
    .modifyEnd(types.keyTable)
    .execute();
  await createIndex(db, 'photo_tags', ['tag_key', 'feed_at', 'photo_id']);
  await createIndex(db, 'photo_tags', ['owner_id', 'tag_key', 'gallery_at', 'photo_id']);

  await db.schema
    .createTable('likes')
    .addColumn('photo_id', types.id, (column) => column.notNull())
    .addColumn('account_id', types.id, (column) => column.notNull())
    .addColumn('liked_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('likes_key', ['photo_id', 'account_id'])
    .modifyEnd(types.keyTable)
    .execute();
  await createIndex(db, 'likes', ['photo_id', 'liked_at', 'account_id']);
  await createIndex(db, 'likes', ['account_id', 'liked_at', 'photo_id']);
}

async function createAlbums(db: Kysely<unknown>, types: Types) {
  await db.schema
    .createTable('albums')
    .addColumn('id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('owner_id', types.id, (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('visibility', 'varchar(20)', (column) => column.notNull())
    .addColumn('cover_photo_id', types.id)
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('public_at', 'bigint')
    .addColumn('version', 'bigint', (column) => column.notNull())
    .modifyEnd(types.table)
    .execute();
  await createIndex(db, 'albums', ['owner_id', 'created_at', 'id']);
  await createIndex(db, 'albums', ['owner_id', 'public_at', 'id']);
  await createIndex(db, 'albums', ['cover_photo_id']);

  await db.schema
    .createTable('album_photos')
    .addColumn('album_id', types.id, (column) => column.notNull())
    .addColumn('photo_id', types.id, (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('kept_position', 'bigint')
    .addColumn('shared_position', 'bigint')
    .addPrimaryKeyConstraint('album_photos_key', ['album_id', 'photo_id'])
    .modifyEnd(types.keyTable)
    .execute();
  await createIndex(db, 'album_photos', ['album_id', 'position', 'photo_id']);
  await createIndex(db, 'album_photos', ['album_id', 'kept_position', 'photo_id']);
  await createIndex(db, 'album_photos', ['album_id', 'shared_position', 'photo_id']);
  await createIndex(db, 'album_photos', ['photo_id', 'album_id']);
}

async function createJobs(db: Kysely<unknown>, types: Types) {
  await db.schema
    .createTable('jobs')
    .addColumn('id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('name', 'varchar(100)', (column) => column.notNull())
    .addColumn('payload', types.longText, (column) => column.notNull())
    .addColumn('job_key', 'varchar(200)')
    .addColumn('waiting_key', 'varchar(200)')
    .addColumn('due_at', 'bigint')
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('receipt', 'varchar(36)')
    .addColumn('reason', types.longText)
    .addColumn('enqueued_at', 'bigint', (column) => column.notNull())
    .addColumn('dead_at', 'bigint')
    .modifyEnd(types.table)
    .execute();
  await createUniqueIndex(db, 'jobs', ['waiting_key']);
  await createIndex(db, 'jobs', ['due_at', 'id']);
  await createIndex(db, 'jobs', ['dead_at', 'id']);
}

async function createEvents(db: Kysely<unknown>, types: Types) {
  await db.schema
    .createTable('events')
    .addColumn('id', types.id, (column) => column.notNull().primaryKey())
    .addColumn('account_id', types.id, (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('happened_at', 'bigint', (column) => column.notNull())
    .modifyEnd(types.keyTable)
    .execute();
  await createIndex(db, 'events', ['account_id', 'happened_at', 'id']);
  await createIndex(db, 'events', ['happened_at']);
}

async function createSentMails(db: Kysely<unknown>, types: Types) {
  await db.schema
    .createTable('sent_mails')
    .addColumn('id', 'varchar(200)', (column) => column.notNull().primaryKey())
    .addColumn('claimed_at', 'bigint', (column) => column.notNull())
    .addColumn('is_sent', 'smallint', (column) => column.notNull())
    .modifyEnd(types.keyTable)
    .execute();
  await createIndex(db, 'sent_mails', ['claimed_at']);
}

const indexName = (table: string, columns: string[]) => `${table}_by_${columns.join('_')}`;
const createIndex = (db: Kysely<unknown>, table: string, columns: string[]) =>
  db.schema.createIndex(indexName(table, columns)).on(table).columns(columns).execute();
const createUniqueIndex = (db: Kysely<unknown>, table: string, columns: string[]) =>
  db.schema.createIndex(indexName(table, columns)).on(table).columns(columns).unique().execute();
