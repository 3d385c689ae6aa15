import { existsSync } from 'node:fs';
import { constants, copyFile, rename } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { createSqlAccounts, createSqlAlbums, migrate, openSqlite } from '../server/src/adapters/sql/index.ts';
import { buildAccount, buildAlbum } from '../server/src/ports/conformance/builders.ts';
import { fillDatabase } from './fill-database.ts';

/** Who has as many of everything in the small database as in the large one. */
export const collector = 'collector';

/**
 * The feed's database, where `held` photos from the whole length of the feed belong to one member, who likes each and
 * has each in an album; and as many more are in the same member's trash.
 */
export async function fillForGrowth(path: string, feed: string, count: number, held: number): Promise<void> {
  if (!existsSync(feed)) await fillDatabase(feed, count);
  console.error(`preparing ${path} …`);
  const draft = `${path}.draft`;
  await copyFile(feed, draft, constants.COPYFILE_FICLONE);
  const account = buildAccount({ username: collector, email: `${collector}@example.org` });
  const album = buildAlbum(account.id);
  {
    await using database = await openSqlite(draft, { isDurable: false });
    await migrate(database);
    await createSqlAccounts(database).insert(account);
    await createSqlAlbums(database).insert(album);
  }
  const database = new DatabaseSync(draft);
  const columns = namesOf(database, 'photos');
  const changed: Record<string, string> = {
    id: "'t' || substr(id, 2)",
    trashed_at: 'created_at',
    feed_at: 'null',
    gallery_at: 'null',
  };
  database.exec(`
    begin;
    create temporary table held as
      select id from photos where rowid % ${Math.floor(count / held)} = 0 limit ${held};
    update photos set owner_id = '${account.id}' where id in (select id from held);
    update photo_tags set owner_id = '${account.id}' where photo_id in (select id from held);
    insert into likes (photo_id, account_id, liked_at)
      select id, '${account.id}', created_at from photos where id in (select id from held);
    insert into album_photos (album_id, photo_id, position, kept_position, shared_position)
      select '${album.id}', id, rowid, rowid, rowid from photos where id in (select id from held);
    insert into photos (${columns.join(', ')})
      select ${columns.map((name) => changed[name] ?? name).join(', ')}
      from photos where id in (select id from held);
    commit;
    pragma wal_checkpoint(truncate);
  `);
  database.close();
  await rename(draft, path);
}

const namesOf = (database: DatabaseSync, table: string): string[] =>
  database
    .prepare(`select name from pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => String(name));
