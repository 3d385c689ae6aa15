import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { AlbumId, PhotoId } from '../../../domain/ids.ts';
import type { AddPhotosOutcome, AlbumStore } from '../../../ports/albums.ts';
import type { Database } from '../drivers/database.ts';
import type { AlbumRow, Schema } from '../query/schema.ts';
import { createAlbumLists } from './album-lists.ts';
import { positionsOf } from './photo-relations.ts';
import { toPhoto } from './photo-row.ts';

type Request = Parameters<AlbumStore['addPhotos']>[0];

export function createAlbumPhotos(
  database: Database,
): Pick<AlbumStore, 'addPhotos' | 'removePhotos' | 'orderPhotos'> & ReturnType<typeof createAlbumLists> {
  /** Runs `work` while holding the lock of the album row, which orders changes of its positions. */
  const inAlbum = <T>(
    id: AlbumId,
    absent: T,
    work: (transaction: Transaction<Schema>, album: AlbumRow) => Promise<T>,
  ) =>
    database.transact(async (transaction) => {
      const album = await transaction
        .selectFrom('albums')
        .selectAll()
        .where('id', '=', id)
        .modifyEnd(database.dialect.rowLock)
        .executeTakeFirst();
      return album ? work(transaction, album) : absent;
    });

  return {
    ...createAlbumLists(database.kysely),

    addPhotos: (request) =>
      inAlbum<AddPhotosOutcome>(request.albumId, { outcome: 'absent' }, (transaction, album) =>
        addPhotos(database, transaction, album, request),
      ),

    removePhotos: ({ albumId, photoIds, now }) =>
      inAlbum(albumId, false, async (transaction, album) => {
        if (photoIds.length === 0) return true;
        await transaction
          .deleteFrom('album_photos')
          .where('album_id', '=', albumId)
          .where('photo_id', 'in', [...new Set(photoIds)])
          .execute();
        const isCoverGone = album.cover_photo_id !== null && photoIds.includes(album.cover_photo_id);
        await touch(transaction, album, now, isCoverGone ? { cover_photo_id: null } : {});
        return true;
      }),

    orderPhotos: ({ albumId, photoIds, now }) =>
      inAlbum(albumId, false, async (transaction, album) => {
        await orderPhotos(transaction, albumId, photoIds);
        await touch(transaction, album, now);
        return true;
      }),
  };
}

async function addPhotos(
  { dialect }: Database,
  transaction: Transaction<Schema>,
  album: AlbumRow,
  { photoIds, maxPhotos, now }: Request,
): Promise<AddPhotosOutcome> {
  const ids = [...new Set(photoIds)];
  if (ids.length === 0) return { outcome: 'added', count: 0 };
  // Locks the photos, so that none becomes private between this read and the row that marks it as shared.
  const rows = await transaction
    .selectFrom('photos')
    .selectAll()
    .where('id', 'in', ids)
    .where('owner_id', '=', album.owner_id)
    .modifyEnd(dialect.rowLock)
    .execute();
  const photos = new Map(rows.map((row) => [row.id, toPhoto(row)]));
  const present = await selectPresent(transaction, album.id, ids);
  const added = ids.flatMap((id) => {
    const photo = photos.get(id);
    return photo && !present.has(id) ? [photo] : [];
  });
  if (added.length === 0) return { outcome: 'added', count: 0 };
  const { last, count } = await transaction
    .selectFrom('album_photos')
    .select(({ fn }) => [fn.max('position').as('last'), fn.countAll<number>().as('count')])
    .where('album_id', '=', album.id)
    .executeTakeFirstOrThrow();
  if (count + added.length > maxPhotos) return { outcome: 'full' };
  // An album without photos has no last position, which the type does not express.
  const end: number | null = last;
  const entries = added.map((photo, index) => {
    const position = (end ?? 0) + 1 + index;
    return {
      album_id: album.id,
      photo_id: photo.id,
      position,
      ...positionsOf(photo, position),
    };
  });
  await transaction.insertInto('album_photos').values(entries).execute();
  await touch(transaction, album, now);
  return { outcome: 'added', count: added.length };
}

async function selectPresent(transaction: Transaction<Schema>, albumId: AlbumId, ids: PhotoId[]) {
  const rows = await transaction
    .selectFrom('album_photos')
    .select('photo_id')
    .where('album_id', '=', albumId)
    .where('photo_id', 'in', ids)
    .execute();
  return new Set(rows.map((row) => row.photo_id));
}

const touch = (
  transaction: Transaction<Schema>,
  album: AlbumRow,
  now: number,
  change: Partial<AlbumRow> = {},
) =>
  transaction
    .updateTable('albums')
    .set({ ...change, updated_at: now, version: album.version + 1 })
    .where('id', '=', album.id)
    .execute();

type Entry = { photo_id: PhotoId; position: number };

const photosPerStatement = 500;

/** Moves these photos to the front and keeps the order of the others. Writes only the photos that move. */
async function orderPhotos(
  transaction: Transaction<Schema>,
  albumId: AlbumId,
  photoIds: readonly PhotoId[],
): Promise<void> {
  const entries = await transaction
    .selectFrom('album_photos')
    .select(['photo_id', 'position'])
    .where('album_id', '=', albumId)
    .orderBy('position')
    .orderBy('photo_id')
    .execute();
  const moves = planMoves(entries, photoIds);
  for (let start = 0; start < moves.length; start += photosPerStatement) {
    const some = moves.slice(start, start + photosPerStatement);
    const cases = some.map(({ photo_id, position }) => sql`when ${photo_id} then ${sql.lit(position)}`);
    await transaction
      .updateTable('album_photos')
      .set({ position: sql<number>`case photo_id ${sql.join(cases, sql` `)} end` })
      .where('album_id', '=', albumId)
      .where(
        'photo_id',
        'in',
        some.map(({ photo_id }) => photo_id),
      )
      .execute();
  }
  if (moves.length === 0) return;
  for (const column of ['kept_position', 'shared_position', 'listed_position'] as const)
    await transaction
      .updateTable('album_photos')
      .set(({ ref }) => ({ [column]: ref('position') }))
      .where('album_id', '=', albumId)
      .where(column, 'is not', null)
      .execute();
}

/**
 * Returns the photos to move, with positions before all others. The longest tail of the new order that is sorted
 * already stays.
 */
function planMoves(entries: Entry[], photoIds: readonly PhotoId[]): Entry[] {
  const byId = new Map(entries.map((entry) => [entry.photo_id, entry]));
  const named = [...new Set(photoIds)].flatMap((id) => byId.get(id) ?? []);
  const isNamed = new Set(named);
  const wanted = [...named, ...entries.filter((entry) => !isNamed.has(entry))];
  const lastMove = wanted.findLastIndex(
    ({ position }, index) => position > (wanted[index + 1]?.position ?? Number.POSITIVE_INFINITY),
  );
  const first = entries[0]?.position ?? 0;
  return wanted
    .slice(0, lastMove + 1)
    .map(({ photo_id }, index) => ({ photo_id, position: first - lastMove - 1 + index }));
}
