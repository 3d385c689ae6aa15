import type { Kysely, Transaction } from 'kysely';
import { notFound } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import { claimsChecksum, type Photo, usageOf } from '../../../domain/photo.ts';
import type { BeginOutcome } from '../../../ports/photos.ts';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import { type Database, violates } from '../drivers/database.ts';
import type { Schema } from '../query/schema.ts';
import { updateTags } from './photo-relations.ts';
import { toPhoto, toPhotoRow } from './photo-row.ts';

type Bounds = { quotaBytes: number; mostUnfinished: number };

export function beginPhoto(database: Database, photo: Photo, bounds: Bounds): Promise<BeginOutcome> {
  return retryOnConflict(async (): Promise<BeginOutcome | undefined> => {
    const existing = await findClaimed(database, photo);
    if (existing) return existing;
    try {
      return await database.transact((transaction) => insertPhoto(transaction, photo, bounds));
    } catch (error) {
      // Another upload claimed or released the checksum meanwhile; the next attempt sees it.
      if (violates(error, 'checksum_claim')) return undefined;
      throw error;
    }
  });
}

async function findClaimed(
  { kysely }: Pick<Database, 'kysely'>,
  photo: Photo,
): Promise<BeginOutcome | undefined> {
  if (photo.sha256 === undefined || !claimsChecksum(photo)) return undefined;
  const claimant = await findByChecksum(kysely, photo.ownerId, photo.sha256);
  return claimant && { outcome: 'exists', photo: claimant };
}

async function insertPhoto(
  transaction: Transaction<Schema>,
  photo: Photo,
  { quotaBytes, mostUnfinished }: Bounds,
): Promise<BeginOutcome> {
  const { photos, publicPhotos, bytes, unfinished } = usageOf(photo);
  // One write checks the quota and reserves the bytes. It also serializes uploads of one owner.
  const { numUpdatedRows } = await transaction
    .updateTable('accounts')
    .set((column) => ({
      photo_count: column('photo_count', '+', photos),
      public_photo_count: column('public_photo_count', '+', publicPhotos),
      stored_bytes: column('stored_bytes', '+', bytes),
      unfinished_count: column('unfinished_count', '+', unfinished),
    }))
    .where('id', '=', photo.ownerId)
    .where('stored_bytes', '<=', quotaBytes - bytes)
    .where('unfinished_count', '<=', mostUnfinished - unfinished)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return refuse(transaction, photo, quotaBytes);
  await transaction
    .insertInto('photos')
    .values({ ...toPhotoRow(photo), like_count: 0, version: 1 })
    .execute();
  await updateTags(transaction, undefined, photo);
  return { outcome: 'begun' };
}

/** Returns the existing photo if an upload of the same file took the space. */
async function refuse(
  transaction: Transaction<Schema>,
  photo: Photo,
  quotaBytes: number,
): Promise<BeginOutcome> {
  const existing = await findClaimed({ kysely: transaction }, photo);
  if (existing) return existing;
  const owner = await transaction
    .selectFrom('accounts')
    .select('stored_bytes')
    .where('id', '=', photo.ownerId)
    .executeTakeFirst();
  if (!owner) throw notFound('account');
  const isOverQuota = owner.stored_bytes > quotaBytes - usageOf(photo).bytes;
  return { outcome: isOverQuota ? 'over-quota' : 'too-many-unfinished' };
}

export async function findByChecksum(
  kysely: Kysely<Schema>,
  ownerId: AccountId,
  sha256: string,
): Promise<Photo | undefined> {
  const row = await kysely
    .selectFrom('photos')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('checksum_claim', '=', sha256)
    .executeTakeFirst();
  return row && toPhoto(row);
}
