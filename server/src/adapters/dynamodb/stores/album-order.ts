import type { PhotoId } from '../../../domain/ids.ts';
import type { AlbumStore } from '../../../ports/albums.ts';
import { maxWrites, type Table } from '../table/table.ts';
import { type Item, update, type Write, when } from '../table/writes.ts';
import {
  albumKey,
  albumPhotoKey,
  extentOf,
  positionAttributes,
  toAlbum,
  updateAlbum,
} from './album-items.ts';

type Request = Parameters<AlbumStore['orderPhotos']>[0];
type Move = { place: Item; position: number };

const writtenAtOnce = 20;

/**
 * Gives the photos positions ahead of all that there are, which are the album's to take: of two who order at once the
 * later one's are lower, and a place only ever moves lower, so that what the earlier one still has to write comes too
 * late. What one transaction does not take is moved after it, each photo being in its old place or in its new one; as
 * long as that may go on, the album has `ordering`. Undefined where another write came between.
 */
export async function orderPhotosOnce(
  table: Table,
  { albumId, photoIds, now }: Request,
): Promise<boolean | undefined> {
  const ids = [...new Set(photoIds)];
  const album = await table.get(albumKey(albumId));
  if (!album) return false;
  // After the album, whose version tells of every order that these may not show.
  const places = await table.getMany(ids.map((id) => albumPhotoKey(albumId, id)));
  const { placeCount, first: before, ordering } = extentOf(album);
  const isWhole = places.length === placeCount;
  const keepsEnd = isWhole && ordering === undefined;
  // Where every photo gets a place, nothing is left of what others are still writing.
  const settles = isWhole || ordering === undefined;
  const moves = planMoves(inOrder(albumId, ids, places), { keepsEnd, first: before });
  const writes = moves.map(({ place, position }) =>
    update(place, { set: positionAttributes(position) }, when('#position > :position', { position })),
  );
  const first = before - moves.length;
  const after = { ...toAlbum(album), updatedAt: now };
  if (writes.length < maxWrites) {
    const own = updateAlbum(album, after, { first, ...(settles && { ordering: undefined }) });
    return (await table.transact([own, ...writes])).size === 0 || undefined;
  }
  if (!(await table.write(updateAlbum(album, after, { first, ordering: first })))) return undefined;
  await writeEach(table, writes);
  if (settles) {
    const isOwn = when('#ordering = :first', { first });
    await table.write(update(albumKey(albumId), { set: { ordering: undefined } }, isOwn));
  }
  return true;
}

function inOrder(albumId: Request['albumId'], ids: readonly PhotoId[], places: readonly Item[]): Item[] {
  const byKey = new Map(places.map((place) => [place.pk, place]));
  return ids.flatMap((id) => byKey.get(albumPhotoKey(albumId, id).pk) ?? []);
}

/** With `keepsEnd`, the end of the new order that is in order already stays where it is. */
function planMoves(named: Item[], { keepsEnd, first }: { keepsEnd: boolean; first: number }): Move[] {
  const positions = named.map(({ position }) => Number(position));
  const lastMove = keepsEnd
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
