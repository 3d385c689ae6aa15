import type { Album } from '../../../domain/album.ts';
import type { PhotoId } from '../../../domain/ids.ts';
import { type Photo, usageOf } from '../../../domain/photo.ts';
import { maxWrites, type Table } from '../table/table.ts';
import { check, type Item, isPresent, remove, update, type Write, when } from '../table/writes.ts';
import { accountAttributes, accountKey, toAccount, usageAttributes } from './accounts.ts';
import {
  albumIdOf,
  albumKey,
  albumLists,
  changeAlbumOnce,
  coverList,
  listAlbumPhotoItems,
} from './album-items.ts';
import { writeInOrder } from './change-photo.ts';
import { createDynamoHiddenFiles } from './hidden-files.ts';
import { claimOf, photoKey, photoPartition, toPhoto } from './photo-item.ts';

/**
 * Removes likes, positions and covers first, then the photo together with its share of the owner's usage. A crash
 * leaves a photo that can be removed again. Returns false if the photo is gone or `mayGo` refuses.
 */
export function removePhoto(table: Table, id: PhotoId, mayGo: (photo: Photo) => boolean): Promise<boolean> {
  return table.retryOnConflict(photoKey(id), async (): Promise<boolean | undefined> => {
    const item = await table.get(photoKey(id));
    const photo = item && toPhoto(item);
    if (!photo || !mayGo(photo)) return false;
    const isBare =
      ((Number(item.likeCount) === 0 && !item.asideLikes) || (await removeLikes(table, id))) &&
      (await removeFromAlbums(table, id)) &&
      (await removeFromCovers(table, id));
    if (!isBare) return undefined;
    // Earlier versions did not store the checksum of hidden photos.
    const { sha256, hiddenAt, hiddenReason } = photo;
    if (sha256 !== undefined && hiddenAt !== undefined && hiddenReason === undefined)
      await createDynamoHiddenFiles(table).add({ sha256, hiddenAt });
    return (await removePhotoItem(table, photo, Number(item.version))) || undefined;
  });
}

/** Returns false if another write intervened. */
async function removeLikes(table: Table, id: PhotoId): Promise<boolean> {
  for (;;) {
    const likes = await table.listItems(photoPartition(id), { prefix: 'like#', limit: maxWrites - 1 });
    if (likes.length === 0) return true;
    const aside = likes.filter(({ isAside }) => isAside).length;
    const add = { likeCount: aside - likes.length, ...(aside > 0 && { asideLikes: -aside }) };
    const failed = await table.transact([
      update(photoKey(id), { add }, isPresent),
      ...likes.map((key) => remove(key, isPresent)),
    ]);
    if (failed.size > 0) return false;
  }
}

async function removeFromAlbums(table: Table, id: PhotoId): Promise<boolean> {
  for (;;) {
    const entries = await listAlbumPhotoItems(table, id, maxWrites / 2);
    if (entries.length === 0) return true;
    const failed = await table.transact(
      entries.flatMap((entry) => [
        remove(entry, isPresent),
        update(albumKey(albumIdOf(entry)), { add: { placeCount: -1 } }, isPresent),
      ]),
    );
    if (failed.size > 0) return false;
  }
}

/** Includes albums that do not contain the photo. */
async function removeFromCovers(table: Table, id: PhotoId): Promise<boolean> {
  const entries = await table.listEntries({
    number: albumLists.cover,
    list: coverList(id),
    limit: maxWrites,
  });
  const outcomes = await Promise.all(entries.map((key) => changeAlbumOnce(table, key, without(id))));
  return !outcomes.includes(undefined) && entries.length < maxWrites;
}

function without(id: PhotoId) {
  return (album: Album): Album => {
    if (album.coverPhotoId !== id) return album;
    const { coverPhotoId: _, ...rest } = album;
    return rest;
  };
}

/** Returns false if another write intervened. */
async function removePhotoItem(table: Table, photo: Photo, version: number): Promise<boolean> {
  const { id, ownerId } = photo;
  const [tags, account] = await Promise.all([
    table.listItems(photoPartition(id), { prefix: 'tag#' }),
    table.get(accountKey(ownerId)),
  ]);
  const claim = claimOf(photo);
  // The photo has not changed, joined an album or received a like since it was read.
  const isSame = when(
    '#version = :version AND #likeCount = :none AND (attribute_not_exists(#asideLikes) OR #asideLikes = :none)',
    { version, none: 0 },
  );
  const failed = await writeInOrder(table, {
    entries: tags.map((key) => remove(key)),
    core: [
      remove(photoKey(id), isSame),
      ...(claim ? [remove(claim)] : []),
      ...(account ? [releaseUsage(photo, account)] : []),
    ],
    guard: check(photoKey(id), isSame),
  });
  return failed.size === 0;
}

/** Releases the photo's share of the owner's usage, and the owner's avatar if it is this photo. */
function releaseUsage(photo: Photo, item: Item): Write {
  const key = accountKey(photo.ownerId);
  const { photos, publicPhotos, bytes, unfinished } = usageOf(photo);
  const add = usageAttributes({
    usage: { photos: -photos, publicPhotos: -publicPhotos, bytes: -bytes, unfinished: -unfinished },
  });
  if (item.avatarPhotoId !== photo.id) {
    const isNone = 'attribute_not_exists(#avatarPhotoId) OR #avatarPhotoId <> :id';
    return update(key, { add }, when(`attribute_exists(#pk) AND (${isNone})`, { id: photo.id }));
  }
  const { avatarPhotoId: _, ...account } = toAccount(item);
  const version = Number(item.version);
  const set = { ...accountAttributes(account), version: version + 1 };
  return update(key, { set, add }, when('#version = :version', { version }));
}
