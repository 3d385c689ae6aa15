import { sql, type Transaction } from 'kysely';
import type { AlbumId, PhotoId } from '../../../domain/ids.ts';
import type { Schema } from '../query/schema.ts';

type Entry = { photo_id: PhotoId; position: number };

const photosPerStatement = 500;

/** Moves these photos to the front and keeps the order of the others. Writes only the photos that move. */
export async function orderPhotos(
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
