import type { PhotoId } from '../../../domain/ids.ts';
import { checkIdentityKept, maxUnfinishedUploads, type Photo } from '../../../domain/photo.ts';
import type { ChangeOutcome, PhotoStore } from '../../../ports/photos.ts';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import { type Database, violates } from '../drivers/database.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import { beginPhoto, findByChecksum } from './begin-photo.ts';
import { createPhotoLists } from './photo-lists.ts';
import { removeRelations, updateAlbumPositions, updateTags, updateUsage } from './photo-relations.ts';
import { changedColumns, toPhoto } from './photo-row.ts';

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
