import type { Kysely } from 'kysely';
import type { AlbumId, PhotoId } from '../../../domain/ids.ts';
import type { Visibility } from '../../../domain/photo.ts';
import type { AlbumAudience, AlbumStore, AlbumSummary } from '../../../ports/albums.ts';
import { comesAfter, positionAfter, toPage, valuesOf } from '../query/keyset.ts';
import type { Schema } from '../query/schema.ts';

const maxAlbums = 100;

/** The column that is null for photos that the audience does not find. */
const columns = { owner: 'kept_position', linked: 'shared_position', everyone: 'listed_position' } as const;

export function createAlbumLists(
  kysely: Kysely<Schema>,
): Pick<AlbumStore, 'listPhotos' | 'summarize' | 'countRestricted' | 'listByPhoto'> {
  return {
    async listPhotos({ albumId, audience, cursor, limit }) {
      const list = `album-${audience}`;
      const column = columns[audience];
      const rows = await kysely
        .selectFrom('album_photos')
        .select(['photo_id', 'position'])
        .where('album_id', '=', albumId)
        .where(comesAfter(column, 'photo_id', valuesOf(positionAfter(list, cursor))))
        .orderBy(column)
        .orderBy('photo_id')
        .limit(limit + 1)
        .execute();
      const toId = (row: { photo_id: PhotoId }) => row.photo_id;
      return toPage(list, limit, rows, toId, (row) => ({ at: row.position, id: row.photo_id }));
    },

    summarize: (ids, audience) => summarize(kysely, [...new Set(ids)], audience),

    async countRestricted(id) {
      const { unlisted, hidden } = await kysely
        .selectFrom('album_photos')
        .innerJoin('photos', 'photos.id', 'album_photos.photo_id')
        .select((eb) => {
          const count = (visibility: Visibility) =>
            eb.fn.count<number>(eb.case().when('photos.visibility', '=', visibility).then(1).end());
          return [count('unlisted').as('unlisted'), count('private').as('hidden')];
        })
        .where('album_photos.album_id', '=', id)
        .where('album_photos.kept_position', 'is not', null)
        .executeTakeFirstOrThrow();
      return { unlisted, private: hidden };
    },

    async listByPhoto(photoId) {
      const rows = await kysely
        .selectFrom('album_photos')
        .select('album_id')
        .where('photo_id', '=', photoId)
        .limit(maxAlbums)
        .execute();
      return rows.map((row) => row.album_id);
    },
  };
}

async function summarize(
  kysely: Kysely<Schema>,
  ids: AlbumId[],
  audience: AlbumAudience,
): Promise<Map<AlbumId, AlbumSummary>> {
  const summaries = new Map<AlbumId, AlbumSummary>(ids.map((id) => [id, { photoCount: 0 }]));
  if (ids.length === 0) return summaries;
  const column = columns[audience];
  const counted = await kysely
    .selectFrom('album_photos')
    .select(({ fn }) => ['album_id', fn.countAll<number>().as('count'), fn.min(column).as('first')])
    .where('album_id', 'in', ids)
    .where(column, 'is not', null)
    .groupBy('album_id')
    .execute();
  if (counted.length === 0) return summaries;
  const firsts = await kysely
    .selectFrom('album_photos')
    .select(['album_id', 'photo_id'])
    .where(({ or, and, eb }) =>
      or(counted.map(({ album_id, first }) => and([eb('album_id', '=', album_id), eb(column, '=', first)]))),
    )
    .execute();
  const firstIds = new Map(firsts.map((row) => [row.album_id, row.photo_id]));
  for (const { album_id, count } of counted) {
    const firstPhotoId = firstIds.get(album_id);
    summaries.set(album_id, { photoCount: count, ...(firstPhotoId && { firstPhotoId }) });
  }
  return summaries;
}
