import type { Kysely, Transaction } from 'kysely';
import { notFound } from '../../../domain/errors.ts';
import type { AccountId, PhotoId } from '../../../domain/ids.ts';
import {
  checkIdentityKept,
  claimsChecksum,
  maxUnfinishedUploads,
  type Photo,
  usageOf,
} from '../../../domain/photo.ts';
import type { BeginOutcome, ChangeOutcome, PhotoStore } from '../../../ports/photos.ts';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import { type Database, violates } from '../drivers/database.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import type { Schema } from '../query/schema.ts';
import { createPhotoLists } from './photo-lists.ts';
import { removeRelations, updateAlbumPositions, updateTags, updateUsage } from './photo-relations.ts';
import { changedColumns, toPhoto, toPhotoRow } from './photo-row.ts';

export function createSqlPhotos(database: Database): PhotoStore {
  const { kysely } = database;
  const selectById = prepareQuery(kysely, (slot: MakeSlot<'id'>) =>
    kysely.selectFrom('photos').selectAll().where('id', '=', slot<PhotoId>('id')),
  );

  return {
    ...createPhotoLists(kysely),

    begin: (photo, quotaBytes, mostUnfinished = maxUnfinishedUploads) =>
      beginPhoto(database, photo, { quotaBytes, mostUnfinished }),

    async find(id) {
      const [row] = await selectById({ id });
      return row && toPhoto(row);
    },

    findByChecksum: (ownerId, sha256) => findByChecksum(kysely, ownerId, sha256),

    async findMany(ids) {
      if (ids.length === 0) return [];
      const rows = await kysely
        .selectFrom('photos')
        .selectAll()
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return rows.map(toPhoto);
    },

    async change(id, change) {
      try {
        return await retryOnConflict(() => changeOnce(database, id, change));
      } catch (error) {
        if (violates(error, 'checksum_claim')) return { outcome: 'duplicate' };
        throw error;
      }
    },

    remove: (id, mayGo) => retryOnConflict(() => removeOnce(database, id, mayGo)),
  };
}

/** Returns undefined if another write intervened. */
function changeOnce(database: Database, id: PhotoId, change: (photo: Photo) => Photo) {
  return database.transact(async (transaction): Promise<ChangeOutcome | undefined> => {
    const row = await transaction.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return { outcome: 'absent' };
    const before = toPhoto(row);
    const changed = change(before);
    if (changed === before) return { outcome: 'changed', photo: before };
    checkIdentityKept('photo', before, changed);
    const after = { ...changed, likeCount: before.likeCount };
    const { numUpdatedRows } = await transaction
      .updateTable('photos')
      .set({ ...changedColumns(row, after), version: row.version + 1 })
      .where('id', '=', id)
      .where('version', '=', row.version)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return undefined;
    await updateTags(transaction, before, after);
    await updateAlbumPositions(transaction, before, after);
    await updateUsage(transaction, before, after);
    return { outcome: 'changed', photo: after };
  });
}

function removeOnce(database: Database, id: PhotoId, mayGo: (photo: Photo) => boolean) {
  return database.transact(async (transaction): Promise<boolean | undefined> => {
    const row = await transaction.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirst();
    const photo = row && toPhoto(row);
    if (!photo || !mayGo(photo)) return false;
    // Deletes the photo first: a concurrent like or change waits for its lock and then finds no photo.
    const { numDeletedRows } = await transaction
      .deleteFrom('photos')
      .where('id', '=', id)
      .where('version', '=', row.version)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return undefined;
    await removeRelations(transaction, photo);
    return true;
  });
}

type Bounds = { quotaBytes: number; mostUnfinished: number };

function beginPhoto(database: Database, photo: Photo, bounds: Bounds): Promise<BeginOutcome> {
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

async function findByChecksum(
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
