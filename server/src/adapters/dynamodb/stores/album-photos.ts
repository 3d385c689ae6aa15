import type { AlbumId, PhotoId } from '../../../domain/ids.ts';
import type { AddPhotosOutcome, AlbumStore } from '../../../ports/albums.ts';
import { maxWrites, type Table } from '../table/table.ts';
import { type Item, isAbsent, isPresent, put, remove, update, type Write, when } from '../table/writes.ts';
import {
  albumKey,
  albumPhotoKey,
  extentOf,
  listAttributesIn,
  positionAttributes,
  toAlbum,
  updateAlbum,
} from './album-items.ts';
import { photoKey, toPhoto } from './photo-item.ts';

type AddRequest = Parameters<AlbumStore['addPhotos']>[0];
type RemoveRequest = Parameters<AlbumStore['removePhotos']>[0];

/* A transaction writes the album, and two items for each photo. */
const addedAtOnce = Math.floor((maxWrites - 1) / 2);

export function createAlbumPhotos(
  table: Table,
): Pick<AlbumStore, 'addPhotos' | 'removePhotos' | 'orderPhotos'> {
  return {
    addPhotos: (request) => addPhotos(table, request),

    async removePhotos({ photoIds, ...request }) {
      const ids = [...new Set(photoIds)];
      let isThere = false;
      for (let start = 0; start === 0 || start < ids.length; start += maxWrites - 1) {
        const some = ids.slice(start, start + maxWrites - 1);
        isThere = await table.retryOnConflict(albumKey(request.albumId), () =>
          removePhotosOnce(table, { ...request, photoIds: some }),
        );
      }
      return isThere;
    },

    orderPhotos: (request) =>
      table.retryOnConflict(albumKey(request.albumId), () => orderPhotosOnce(table, request)),
  };
}

async function addPhotos(table: Table, request: AddRequest): Promise<AddPhotosOutcome> {
  const photoIds = [...new Set(request.photoIds)];
  const add = (some: readonly PhotoId[]) =>
    table.retryOnConflict(albumKey(request.albumId), () =>
      addPhotosOnce(table, { ...request, photoIds: some }),
    );
  return photoIds.length <= addedAtOnce ? add(photoIds) : addMany(table, { ...request, photoIds }, add);
}

/**
 * Adds more photos than one transaction takes. Refuses them before any write if the album is too small; a repeat after
 * a crash adds the rest.
 */
async function addMany(
  table: Table,
  { albumId, photoIds, maxPhotos }: AddRequest,
  add: (some: readonly PhotoId[]) => Promise<AddPhotosOutcome>,
): Promise<AddPhotosOutcome> {
  const found = await readAddable(table, albumId, photoIds);
  if (!found) return { outcome: 'absent' };
  const ids = found.photos.map((item) => toPhoto(item).id);
  if (ids.length > 0 && extentOf(found.album).placeCount + ids.length > maxPhotos) return { outcome: 'full' };
  let count = 0;
  for (let start = 0; start < ids.length; start += addedAtOnce) {
    const added = await add(ids.slice(start, start + addedAtOnce));
    if (added.outcome === 'added') count += added.count;
    else if (count === 0) return added;
    else break;
  }
  return { outcome: 'added', count };
}

/** Reads the album and those photos that belong to its owner and are not in it yet, in the given order. */
async function readAddable(
  table: Table,
  albumId: AlbumId,
  ids: readonly PhotoId[],
): Promise<{ album: Item; photos: Item[] } | undefined> {
  const [album, photos, entries] = await Promise.all([
    table.get(albumKey(albumId)),
    table.getMany(ids.map(photoKey)),
    table.getMany(ids.map((id) => albumPhotoKey(albumId, id))),
  ]);
  if (!album) return undefined;
  const { ownerId } = toAlbum(album);
  const isIn = new Set(entries.map(({ pk }) => pk));
  const byKey = new Map(photos.map((item) => [item.pk, item]));
  const addable = ids.flatMap((id) => byKey.get(photoKey(id).pk) ?? []);
  return {
    album,
    photos: addable.filter((item) => !isIn.has(item.pk) && toPhoto(item).ownerId === ownerId),
  };
}

/** Returns undefined if another write intervened. */
async function addPhotosOnce(
  table: Table,
  { albumId, photoIds, maxPhotos, now }: AddRequest,
): Promise<AddPhotosOutcome | undefined> {
  const found = await readAddable(table, albumId, photoIds);
  if (!found) return { outcome: 'absent' };
  const { album, photos } = found;
  if (photos.length === 0) return { outcome: 'added', count: 0 };
  const { placeCount, end } = extentOf(album);
  if (placeCount + photos.length > maxPhotos) return { outcome: 'full' };
  const failed = await table.transact([
    updateAlbum(
      album,
      { ...toAlbum(album), updatedAt: now },
      { placeCount: photos.length, end: end + photos.length },
    ),
    ...photos.flatMap((item, index) => {
      const photo = toPhoto(item);
      const version = Number(item.version);
      return [
        put(
          {
            ...albumPhotoKey(albumId, photo.id),
            ...listAttributesIn(albumId, photo),
            ...positionAttributes(end + 1 + index),
          },
          isAbsent,
        ),
        // Increases the photo's version, so that a concurrent change of the photo sees this album.
        update(
          photoKey(photo.id),
          { set: { version: version + 1 } },
          when('#version = :version', { version }),
        ),
      ];
    }),
  ]);
  return failed.size === 0 ? { outcome: 'added', count: photos.length } : undefined;
}

/** Returns undefined if another write intervened. */
async function removePhotosOnce(
  table: Table,
  { albumId, photoIds, now }: RemoveRequest,
): Promise<boolean | undefined> {
  const [album, entries] = await Promise.all([
    table.get(albumKey(albumId)),
    table.getMany(photoIds.map((id) => albumPhotoKey(albumId, id))),
  ]);
  if (!album) return false;
  if (photoIds.length === 0) return true;
  const { coverPhotoId, ...rest } = toAlbum(album);
  const keepsCover = coverPhotoId !== undefined && !photoIds.includes(coverPhotoId);
  const after = { ...rest, ...(keepsCover && { coverPhotoId }), updatedAt: now };
  const failed = await table.transact([
    updateAlbum(album, after, { placeCount: -entries.length }),
    ...entries.map((key) => remove(key, isPresent)),
  ]);
  return failed.size === 0 || undefined;
}

type Request = Parameters<AlbumStore['orderPhotos']>[0];
type Move = { entry: Item; position: number };

const writtenAtOnce = 20;

/**
 * Moves the photos to positions before all others. Concurrent orders take lower and lower positions, and a position
 * only decreases, so the later order wins. Large orders write the rest after the transaction and set `ordering`
 * meanwhile. Returns undefined if another write intervened.
 */
async function orderPhotosOnce(
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
