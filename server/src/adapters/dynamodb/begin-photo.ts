import { AppError, notFound } from '../../domain/errors.ts';
import { type Photo, usageOf } from '../../domain/photo.ts';
import type { BeginOutcome } from '../../ports/photos.ts';
import { accountKey, usageAttributes } from './account-item.ts';
import { findClaimant } from './find-claimant.ts';
import { claimOf, photoAttributes, photoKey, putOwnTag, putTag, storedTagsOf } from './photo-item.ts';
import type { Table } from './table.ts';
import { isAbsent, put, update, when } from './writes.ts';

type Bounds = { quotaBytes: number; mostUnfinished: number };

export function beginPhoto(table: Table, photo: Photo, bounds: Bounds): Promise<BeginOutcome> {
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

  return table.oneAtATime(accountKey(photo.ownerId), async (): Promise<BeginOutcome | undefined> => {
    const existing = await findClaimed(table, photo);
    if (existing) return existing;
    // Ahead of it, as one transaction has not room for all.
    if (tags.length > 0) await table.transact(tags.map((tag) => putOwnTag(photo, tag)));
    const entries = tags.map((tag) => putTag(photo, tag));
    const failed = await table.transact([takeRoom, own, ...(claim ? [claim] : []), ...entries]);
    if (failed.size === 0) return { outcome: 'begun' };
    if (failed.has(own)) throw new AppError('conflict', 'There is a photo with this id already.');
    // The same file was announced meanwhile, or had been and is removed by now: the next look tells.
    if (claim && failed.has(claim)) return undefined;
    return refuse(table, photo, quotaBytes);
  });
}

async function findClaimed(table: Table, photo: Photo): Promise<BeginOutcome | undefined> {
  const key = claimOf(photo);
  const claimant = key && (await findClaimant(table, key));
  return claimant && { outcome: 'exists', photo: claimant };
}

/** Where the room was just taken by the very same file, that is the answer. */
async function refuse(table: Table, photo: Photo, quotaBytes: number): Promise<BeginOutcome> {
  const existing = await findClaimed(table, photo);
  if (existing) return existing;
  const owner = await table.get(accountKey(photo.ownerId));
  if (!owner) throw notFound('account');
  const isOverQuota = Number(owner.storedBytes) > quotaBytes - usageOf(photo).bytes;
  return { outcome: isOverQuota ? 'over-quota' : 'too-many-unfinished' };
}
