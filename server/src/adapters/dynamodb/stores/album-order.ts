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
type Move = { entry: Item; position: number };

const writtenAtOnce = 20;

/**
 * Moves the photos to positions before all others. Concurrent orders take lower and lower positions, and a position
 * only decreases, so the later order wins. Large orders write the rest after the transaction and set `ordering`
 * meanwhile. Returns undefined if another write intervened.
 */
export async function orderPhotosOnce(
  table: Table,
  { albumId, photoIds, now }: Request,
): Promise<boolean | undefined> {
  const ids = [...new Set(photoIds)];
  const album = await table.get(albumKey(albumId));
  if (!album) return false;
  // Reads the positions after the album, whose version reveals orders that these reads miss.
  const entries = await table.getMany(ids.map((id) => albumPhotoKey(albumId, id)));
  const { placeCount, first: before, ordering } = extentOf(album);
  const isWhole = entries.length === placeCount;
  const keepsEnd = isWhole && ordering === undefined;
  // An order of all photos overrides every unfinished order.
  const settles = isWhole || ordering === undefined;
  const moves = planMoves(inOrder(albumId, ids, entries), { keepsEnd, first: before });
  const writes = moves.map(({ entry, position }) =>
    update(entry, { set: positionAttributes(position) }, when('#position > :position', { position })),
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

function inOrder(albumId: Request['albumId'], ids: readonly PhotoId[], entries: readonly Item[]): Item[] {
  const byKey = new Map(entries.map((entry) => [entry.pk, entry]));
  return ids.flatMap((id) => byKey.get(albumPhotoKey(albumId, id).pk) ?? []);
}

/** With `keepsEnd`, the sorted tail of the new order stays. */
function planMoves(named: Item[], { keepsEnd, first }: { keepsEnd: boolean; first: number }): Move[] {
  const positions = named.map(({ position }) => Number(position));
  const lastMove = keepsEnd
    ? positions.findLastIndex(
        (position, index) => position > (positions[index + 1] ?? Number.POSITIVE_INFINITY),
      )
    : named.length - 1;
  return named
    .slice(0, lastMove + 1)
    .map((entry, index) => ({ entry, position: first - lastMove - 1 + index }));
}

/** Writes from the last photo to the first, so that none passes one before it. Skips photos that are gone. */
async function writeEach(table: Table, writes: readonly Write[]): Promise<void> {
  for (let end = writes.length; end > 0; end -= writtenAtOnce)
    await Promise.all(writes.slice(Math.max(0, end - writtenAtOnce), end).map((write) => table.write(write)));
}
