import type { Album } from '../../../domain/album.ts';
import type { AlbumId } from '../../../domain/ids.ts';
import { checkIdentityKept } from '../../../domain/photo.ts';
import type { AlbumChange, AlbumStore } from '../../../ports/albums.ts';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import type { Database } from '../drivers/database.ts';
import { comesBefore, positionBefore, toPage, valuesOf } from '../query/keyset.ts';
import { type AlbumRow, withoutNulls } from '../query/schema.ts';
import { createAlbumPhotos } from './album-photos.ts';

const toAlbum = (row: AlbumRow): Album =>
  withoutNulls({
    id: row.id,
    ownerId: row.owner_id,
    title: row.title,
    description: row.description,
    visibility: row.visibility,
    coverPhotoId: row.cover_photo_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    requestDigest: row.request_digest,
  } satisfies Record<keyof Album, unknown>);

const toAlbumRow = (album: Album): Omit<AlbumRow, 'version'> => ({
  id: album.id,
  owner_id: album.ownerId,
  title: album.title,
  description: album.description,
  visibility: album.visibility,
  cover_photo_id: album.coverPhotoId ?? null,
  created_at: album.createdAt,
  updated_at: album.updatedAt,
  request_digest: album.requestDigest ?? null,
  public_at: album.visibility === 'public' ? album.createdAt : null,
});

export function createSqlAlbums(database: Database): AlbumStore {
  const { kysely } = database;
  return {
    ...createAlbumPhotos(database),

    async insert(album) {
      await kysely
        .insertInto('albums')
        .values({ ...toAlbumRow(album), version: 1 })
        .execute();
    },

    async find(id) {
      const row = await kysely.selectFrom('albums').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toAlbum(row);
    },

    change: (id, change) => retryOnConflict(() => changeOnce(database, id, change)),

    remove: (id) =>
      database.transact(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('albums')
          .where('id', '=', id)
          .executeTakeFirst();
        await transaction.deleteFrom('album_photos').where('album_id', '=', id).execute();
        return numDeletedRows > 0n;
      }),

    async listByOwner({ ownerId, publicOnly = false, cursor, limit }) {
      const list = publicOnly ? 'public-albums' : 'albums';
      const column = publicOnly ? 'public_at' : 'created_at';
      const rows = await kysely
        .selectFrom('albums')
        .selectAll()
        .where('owner_id', '=', ownerId)
        .where(comesBefore(column, 'id', valuesOf(positionBefore(list, cursor))))
        .orderBy(column, 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return toPage(list, limit, rows, toAlbum, (row) => ({ at: row.created_at, id: row.id }));
    },

    async countByOwner({ ownerId, publicOnly = false }) {
      const { count } = await kysely
        .selectFrom('albums')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('owner_id', '=', ownerId)
        .where(publicOnly ? 'public_at' : 'created_at', 'is not', null)
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}

/** Returns undefined if another write intervened. */
function changeOnce(database: Database, id: AlbumId, change: (album: Album) => Album) {
  return database.transact(async (transaction): Promise<AlbumChange | undefined> => {
    const row = await transaction.selectFrom('albums').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return { outcome: 'absent' };
    const before = toAlbum(row);
    const after = change(before);
    if (after === before) return { outcome: 'changed', album: before };
    checkIdentityKept('album', before, after);
    const { numUpdatedRows } = await transaction
      .updateTable('albums')
      .set({ ...toAlbumRow(after), version: row.version + 1 })
      .where('id', '=', id)
      .where('version', '=', row.version)
      .executeTakeFirst();
    return numUpdatedRows === 0n ? undefined : { outcome: 'changed', album: after };
  });
}
