import { AppError, notFound } from '../../../domain/errors.ts';
import type { PhotoId } from '../../../domain/ids.ts';
import { maxUnfinishedUploads, type Photo, usageOf } from '../../../domain/photo.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { BeginOutcome, PhotoStore } from '../../../ports/photos.ts';
import type { Key } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { isAbsent, put, update, when } from '../table/writes.ts';
import { accountKey, usageAttributes } from './accounts.ts';
import { changePhotoOnce } from './change-photo.ts';
import {
  claimKey,
  claimOf,
  photoAttributes,
  photoKey,
  putOwnTag,
  putTag,
  storedTagsOf,
  toPhoto,
} from './photo-item.ts';
import { createPhotoLists } from './photo-lists.ts';
import { removePhoto } from './remove-photo.ts';

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

    change: (id, change) => table.retryOnConflict(photoKey(id), () => changePhotoOnce(table, id, change)),

    remove: (id, mayGo) => removePhoto(table, id, mayGo),
  };
}

type UploadBounds = { quotaBytes: number; mostUnfinished: number };

function beginPhoto(table: Table, photo: Photo, bounds: UploadBounds): Promise<BeginOutcome> {
  const { quotaBytes, mostUnfinished } = bounds;
  const usage = usageOf(photo);
  const takeRoom = update(
    accountKey(photo.ownerId),
    { add: usageAttributes({ usage }) },
    when(
      'attribute_exists(#pk) AND #storedBytes <= :most AND (attribute_not_exists(#unfinishedCount) OR #unfinishedCount <= :mostUnfinished)',
      { most: quotaBytes - usage.bytes, mostUnfinished: mostUnfinished - usage.unfinished },
    ),
  );
  const own = put({ ...photoKey(photo.id), ...photoAttributes(photo), likeCount: 0, version: 1 }, isAbsent);
  const claimedKey = claimOf(photo);
  const claim = claimedKey && put({ ...claimedKey, photoId: photo.id }, isAbsent);
  const tags = storedTagsOf(photo);

  return table.retryOnConflict(accountKey(photo.ownerId), async (): Promise<BeginOutcome | undefined> => {
    const existing = await findClaimed(table, photo);
    if (existing) return existing;
    // Writes the owner's tags before, because one transaction cannot hold all writes.
    if (tags.length > 0) await table.transact(tags.map((tag) => putOwnTag(photo, tag)));
    const entries = tags.map((tag) => putTag(photo, tag));
    const failed = await table.transact([takeRoom, own, ...(claim ? [claim] : []), ...entries]);
    if (failed.size === 0) return { outcome: 'begun' };
    if (failed.has(own)) throw new AppError('conflict', 'A photo with this id already exists.');
    // Another upload claimed or released the checksum meanwhile; the next attempt sees it.
    if (claim && failed.has(claim)) return undefined;
    return refuse(table, photo, quotaBytes);
  });
}

async function findClaimed(table: Table, photo: Photo): Promise<BeginOutcome | undefined> {
  const key = claimOf(photo);
  const claimant = key && (await findClaimant(table, key));
  return claimant && { outcome: 'exists', photo: claimant };
}

/** Returns the existing photo if an upload of the same file took the space. */
async function refuse(table: Table, photo: Photo, quotaBytes: number): Promise<BeginOutcome> {
  const existing = await findClaimed(table, photo);
  if (existing) return existing;
  const owner = await table.get(accountKey(photo.ownerId));
  if (!owner) throw notFound('account');
  const isOverQuota = Number(owner.storedBytes) > quotaBytes - usageOf(photo).bytes;
  return { outcome: isOverQuota ? 'over-quota' : 'too-many-unfinished' };
}

/** Finds the photo that claims a checksum, by the key of the claim. */
async function findClaimant(table: Table, claim: Key): Promise<Photo | undefined> {
  const held = await table.get(claim);
  const item = held && (await table.get(photoKey(String(held.photoId) as PhotoId)));
  return item && toPhoto(item);
}
