import type { PhotoId } from '../../domain/ids.ts';
import type { AlbumStore } from '../../ports/albums.ts';
import { albumKey, extentOf, toAlbum } from './album-item.ts';
import { placeKey, positionsOfPlace } from './album-place-item.ts';
import { updateAlbum } from './change-album.ts';
import { maxWrites, type Table } from './table.ts';
import { type Item, isPresent, update, type Write } from './writes.ts';

type Request = Parameters<AlbumStore['orderPhotos']>[0];
type Move = { place: Item; position: number };

const writtenAtOnce = 20;

/**
 * Gives the photos positions ahead of all that there are, which are the album's to take: two who order at once take
 * different ones. What one transaction does not take is moved after it, each photo being in its old place or in its new
 * one. Undefined where another write came between.
 */
export async function orderPhotosOnce(
  table: Table,
  { albumId, photoIds, now }: Request,
): Promise<boolean | undefined> {
  const ids = [...new Set(photoIds)];
  const [album, places] = await Promise.all([
    table.get(albumKey(albumId)),
    table.getMany(ids.map((id) => placeKey(albumId, id))),
  ]);
  if (!album) return false;
  const { placeCount, first } = extentOf(album);
  const moves = planMoves(inOrder(albumId, ids, places), { isWhole: places.length === placeCount, first });
  const writes = moves.map(({ place, position }) =>
    update(place, { set: positionsOfPlace(position) }, isPresent),
  );
  const together = writes.length < maxWrites ? writes : [];
  const failed = await table.transact([
    updateAlbum(album, { ...toAlbum(album), updatedAt: now }, { first: first - moves.length }),
    ...together,
  ]);
  if (failed.size > 0) return undefined;
  if (together.length === 0) await writeEach(table, writes);
  return true;
}

function inOrder(albumId: Request['albumId'], ids: readonly PhotoId[], places: readonly Item[]): Item[] {
  const byKey = new Map(places.map((place) => [place.pk, place]));
  return ids.flatMap((id) => byKey.get(placeKey(albumId, id).pk) ?? []);
}

/** Where these are all photos of the album, the end of the new order that is in order already stays where it is. */
function planMoves(named: Item[], { isWhole, first }: { isWhole: boolean; first: number }): Move[] {
  const positions = named.map(({ position }) => Number(position));
  const lastMove = isWhole
    ? positions.findLastIndex(
        (position, index) => position > (positions[index + 1] ?? Number.POSITIVE_INFINITY),
      )
    : named.length - 1;
  return named
    .slice(0, lastMove + 1)
    .map((place, index) => ({ place, position: first - lastMove - 1 + index }));
}

/** From the last on, so that those in front of it never come to stand behind it. One that is gone is left out. */
async function writeEach(table: Table, writes: readonly Write[]): Promise<void> {
  for (let end = writes.length; end > 0; end -= writtenAtOnce)
    await Promise.all(writes.slice(Math.max(0, end - writtenAtOnce), end).map((write) => table.write(write)));
}
