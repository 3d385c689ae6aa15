import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { maxUnfinishedUploads, type Photo } from '../../domain/photo.ts';
import type { ChangeOutcome, PhotoStore } from '../../ports/photos.ts';
import { untilUncontested } from '../../ports/until-uncontested.ts';
import { beginPhoto } from './begin-photo.ts';
import type { Database } from './database.ts';
import { findByChecksum } from './find-by-checksum.ts';
import { createPhotoLists } from './photo-lists.ts';
import { changePlaces, changeTags, changeUsage, removeRelations } from './photo-relations.ts';
import { changedColumns, toPhoto } from './photo-row.ts';
import { type MakeSlot, prepareQuery } from './prepared-query.ts';
import { violates } from './unique-violation.ts';

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
        return await untilUncontested(() => changeOnce(database, id, change));
      } catch (error) {
        if (violates(error, 'checksum_claim')) return { outcome: 'duplicate' };
        throw error;
      }
    },

    remove: (id, mayGo) => untilUncontested(() => removeOnce(database, id, mayGo)),
  };
}

/** Undefined where another write came between. */
function changeOnce(database: Database, id: PhotoId, change: (photo: Photo) => Photo) {
  return database.transact(async (transaction): Promise<ChangeOutcome | undefined> => {
    const row = await transaction.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return { outcome: 'absent' };
    const before = toPhoto(row);
    const changed = change(before);
    if (changed === before) return { outcome: 'changed', photo: before };
    if (changed.id !== before.id || changed.ownerId !== before.ownerId)
      throw new AppError('internal', 'A photo keeps its id and its owner.');
    const after = { ...changed, likeCount: before.likeCount };
    const { numUpdatedRows } = await transaction
      .updateTable('photos')
      .set({ ...changedColumns(row, after), version: row.version + 1 })
      .where('id', '=', id)
      .where('version', '=', row.version)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return undefined;
    await changeTags(transaction, before, after);
    await changePlaces(transaction, before, after);
    await changeUsage(transaction, before, after);
    return { outcome: 'changed', photo: after };
  });
}

function removeOnce(database: Database, id: PhotoId, mayGo: (photo: Photo) => boolean) {
  return database.transact(async (transaction): Promise<boolean | undefined> => {
    const row = await transaction.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirst();
    const photo = row && toPhoto(row);
    if (!photo || !mayGo(photo)) return false;
    // The photo goes first: a like or a change that comes now finds it locked, and then gone.
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
