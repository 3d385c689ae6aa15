import type { Transaction } from 'kysely';
import { changesAlbumLists, isFoundInAlbum } from '../../../domain/album.ts';
import { type Photo, usageDifference } from '../../../domain/photo.ts';
import type { Schema } from '../query/schema.ts';
import { toTagRows } from './photo-row.ts';

/* These functions update other tables in the transaction that changes a photo. */

export async function updateUsage(
  transaction: Transaction<Schema>,
  before: Photo | undefined,
  after: Photo | undefined,
): Promise<void> {
  const ownerId = (before ?? after)?.ownerId;
  const difference = usageDifference(before, after);
  if (ownerId === undefined || !difference) return;
  const { photos, publicPhotos, bytes, unfinished } = difference;
  await transaction
    .updateTable('accounts')
    .set((column) => ({
      photo_count: column('photo_count', '+', photos),
      public_photo_count: column('public_photo_count', '+', publicPhotos),
      stored_bytes: column('stored_bytes', '+', bytes),
      unfinished_count: column('unfinished_count', '+', unfinished),
    }))
    .where('id', '=', ownerId)
    .execute();
}

export async function updateTags(
  transaction: Transaction<Schema>,
  before: Photo | undefined,
  after: Photo,
): Promise<void> {
  const rows = toTagRows(after);
  const held = before ? toTagRows(before) : [];
  if (JSON.stringify(rows) === JSON.stringify(held)) return;
  if (held.length > 0) await transaction.deleteFrom('photo_tags').where('photo_id', '=', after.id).execute();
  if (rows.length > 0) await transaction.insertInto('photo_tags').values(rows).execute();
}

/** The columns that sort a photo in an album. Each is null if its audience does not find the photo. */
export const positionsOf = <Position>(photo: Photo, position: Position) => ({
  kept_position: isFoundInAlbum.owner(photo) ? position : null,
  shared_position: isFoundInAlbum.linked(photo) ? position : null,
  listed_position: isFoundInAlbum.everyone(photo) ? position : null,
});

export async function updateAlbumPositions(
  transaction: Transaction<Schema>,
  before: Photo,
  after: Photo,
): Promise<void> {
  if (!changesAlbumLists(before, after)) return;
  await transaction
    .updateTable('album_photos')
    .set(({ ref }) => positionsOf(after, ref('position')))
    .where('photo_id', '=', after.id)
    .execute();
}

export async function removeRelations(transaction: Transaction<Schema>, photo: Photo): Promise<void> {
  await transaction.deleteFrom('photo_tags').where('photo_id', '=', photo.id).execute();
  await transaction.deleteFrom('likes').where('photo_id', '=', photo.id).execute();
  await transaction.deleteFrom('album_photos').where('photo_id', '=', photo.id).execute();
  await transaction
    .updateTable('albums')
    .set((column) => ({ cover_photo_id: null, version: column('version', '+', 1) }))
    .where('cover_photo_id', '=', photo.id)
    .execute();
  await transaction
    .updateTable('accounts')
    .set((column) => ({ avatar_photo_id: null, version: column('version', '+', 1) }))
    .where('id', '=', photo.ownerId)
    .where('avatar_photo_id', '=', photo.id)
    .execute();
  await updateUsage(transaction, photo, undefined);
}
