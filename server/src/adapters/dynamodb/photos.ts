import { maxUnfinishedUploads } from '../../domain/photo.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PhotoStore } from '../../ports/photos.ts';
import { beginPhoto } from './begin-photo.ts';
import { changePhotoOnce } from './change-photo.ts';
import { findClaimant } from './find-claimant.ts';
import { claimKey, photoKey, toPhoto } from './photo-item.ts';
import { createPhotoLists } from './photo-lists.ts';
import { removePhoto } from './remove-photo.ts';
import type { Table } from './table.ts';

export function createDynamoPhotos(table: Table, { clock }: { clock: Clock }): PhotoStore {
  return {
    ...createPhotoLists(table, clock),

    begin: (photo, quotaBytes, mostUnfinished = maxUnfinishedUploads) =>
      beginPhoto(table, photo, { quotaBytes, mostUnfinished }),

    async find(id) {
      const item = await table.get(photoKey(id));
      return item && toPhoto(item);
    },

    findByChecksum: (ownerId, sha256) => findClaimant(table, claimKey(ownerId, sha256)),

    findMany: async (ids) => (await table.getMany(ids.map(photoKey))).map(toPhoto),

    change: (id, change) => table.oneAtATime(photoKey(id), () => changePhotoOnce(table, id, change)),

    remove: (id, mayGo) => removePhoto(table, id, mayGo),
  };
}
