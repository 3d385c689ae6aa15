import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Adds the upload defaults of accounts as JSON, null until the owner decides, and the position of public photos in
 * public albums.
 */
export const visibilityMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('accounts').addColumn('upload_defaults', 'varchar(200)').execute();
    await db.schema.alterTable('album_photos').addColumn('listed_position', 'bigint').execute();
    await sql`update album_photos set listed_position = shared_position
      where shared_position is not null
        and exists (select 1 from photos where photos.id = album_photos.photo_id and photos.visibility = 'public')`.execute(
      db,
    );
    await db.schema
      .createIndex('album_photos_by_album_id_listed_position_photo_id')
      .on('album_photos')
      .columns(['album_id', 'listed_position', 'photo_id'])
      .execute();
  },
};
