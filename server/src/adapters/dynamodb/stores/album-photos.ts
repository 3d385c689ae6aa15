import type { AlbumId, PhotoId } from '../../../domain/ids.ts';
import type { AddPhotosOutcome, AlbumStore } from '../../../ports/albums.ts';
import { maxWrites, type Table } from '../table/table.ts';
import { type Item, isAbsent, isPresent, put, remove, update, when } from '../table/writes.ts';
import {
  albumKey,
  albumPhotoKey,
  extentOf,
  listAttributesIn,
  positionAttributes,
  toAlbum,
  updateAlbum,
} from './album-items.ts';
import { orderPhotosOnce } from './album-order.ts';
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
