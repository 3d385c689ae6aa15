import { existsSync } from 'node:fs';
import { constants, copyFile, rename } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import {
  createSqlAccounts,
  createSqlAlbums,
  createSqlLikes,
  createSqlPhotos,
  type Database,
  migrate,
  openSqlite,
} from '../server/src/adapters/sql/index.ts';
import type { PhotoId } from '../server/src/domain/ids.ts';
import { buildAccount, buildAlbum } from '../server/src/ports/conformance/builders.ts';
import type { Page, PageRequest } from '../server/src/ports/paging.ts';
import { fillDatabase } from './fill-database.ts';

/** The member whose lists have the same length in the small and the large database. */
const collector = 'collector';

/**
 * Copies the feed's database and gives `held` photos, spread over the feed, to one member. The member likes each,
 * has each in an album, and has as many more in the trash.
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

export type List = (request: PageRequest) => Promise<Page<unknown>>;

/** Returns every list of photos as the routes read it. Likes and albums return ids, whose photos are read after. */
export async function createLists(database: Database): Promise<Record<string, List>> {
  const photos = createSqlPhotos(database);
  const likes = createSqlLikes(database);
  const albums = createSqlAlbums(database);
  const owner = await createSqlAccounts(database).findByUsername(collector);
  if (!owner) throw new Error(`there is no ${collector}`);
  const ownerId = owner.id;
  const [album] = (await albums.listByOwner({ ownerId, limit: 1 })).items;
  if (!album) throw new Error(`${collector} has no album`);

  const withPhotos = async <Item>(page: Page<Item>, idOf: (item: Item) => PhotoId) => {
    await photos.findMany(page.items.map(idOf));
    return page;
  };
  return {
    feed: (request) => photos.listPublic(request),
    tag: (request) => photos.listPublic({ ...request, tag: 'sea' }),
    profile: (request) => photos.listPublicByOwner({ ...request, ownerId }),
    library: (request) => photos.listByOwner({ ...request, ownerId }),
    'library, public photos': (request) =>
      photos.listByOwner({ ...request, ownerId, status: 'ready', visibility: 'public' }),
    'library, one tag': (request) => photos.listByOwner({ ...request, ownerId, tag: 'sea' }),
    trash: (request) => photos.listTrash({ ...request, ownerId }),
    likes: async (request) =>
      withPhotos(await likes.listByAccount({ ...request, accountId: ownerId }), ({ photoId }) => photoId),
    album: async (request) =>
      withPhotos(
        await albums.listPhotos({ ...request, albumId: album.id, audience: 'linked' }),
        (photoId) => photoId,
      ),
  };
}
