import { changesAlbumLists } from '../../../domain/album.ts';
import type { PhotoId } from '../../../domain/ids.ts';
import { checkIdentityKept, type Photo, usageDifference } from '../../../domain/photo.ts';
import type { ChangeOutcome } from '../../../ports/photos.ts';
import { maxWrites, type Table } from '../table/table.ts';
import { check, isAbsent, isPresent, put, remove, update, type Write, when } from '../table/writes.ts';
import { accountKey, usageAttributes } from './accounts.ts';
import { albumIdOf, listAlbumPhotoItems, listAttributesIn } from './album-items.ts';
import {
  claimOf,
  listsOfTag,
  photoAttributes,
  photoKey,
  putOwnTag,
  putTag,
  storedTagsOf,
  tagItemKey,
  toPhoto,
} from './photo-item.ts';

/** Returns undefined if another write intervened. */
export async function changePhotoOnce(
  table: Table,
  id: PhotoId,
  change: (photo: Photo) => Photo,
): Promise<ChangeOutcome | undefined> {
  const item = await table.get(photoKey(id));
  if (!item) return { outcome: 'absent' };
  const before = toPhoto(item);
  const changed = change(before);
  if (changed === before) return { outcome: 'changed', photo: before };
  checkIdentityKept('photo', before, changed);
  const after = { ...changed, likeCount: before.likeCount };
  const version = Number(item.version);
  const isSame = when('#version = :version', { version });
  const own = update(photoKey(id), { set: { ...photoAttributes(after), version: version + 1 } }, isSame);
  const claim = updateClaim(before, after);
  const failed = await writeInOrder(table, {
    entries: [...(await updateAlbumLists(table, before, after)), ...updateTags(before, after)],
    core: [own, ...claim, ...(await updateUsage(table, before, after))],
    guard: check(photoKey(id), isSame),
  });
  if (failed.size === 0) return { outcome: 'changed', photo: after };
  return !failed.has(own) && claim.some((write) => failed.has(write)) ? { outcome: 'duplicate' } : undefined;
}

function updateClaim(before: Photo, after: Photo): Write[] {
  const [held, holds] = [claimOf(before), claimOf(after)];
  if (held?.pk === holds?.pk) return [];
  return [
    ...(holds ? [put({ ...holds, photoId: after.id }, isAbsent)] : []),
    ...(held ? [remove(held)] : []),
  ];
}

/** Returns no write if the account was removed before its photos. */
async function updateUsage(table: Table, before: Photo, after: Photo): Promise<Write[]> {
  const usage = usageDifference(before, after);
  if (!usage) return [];
  const key = accountKey(after.ownerId);
  return (await table.get(key)) ? [update(key, { add: usageAttributes({ usage }) }, isPresent)] : [];
}

/** Removes old tags last: a leftover entry is harmless, because the photo lacks the tag. */
function updateTags(before: Photo, after: Photo): Write[] {
  const [had, has] = [storedTagsOf(before), storedTagsOf(after)];
  const lists = (photo: Photo, tag: string) => JSON.stringify(listsOfTag(photo, tag));
  const moved = has.filter((tag) => !had.includes(tag) || lists(before, tag) !== lists(after, tag));
  const gone = had.filter((tag) => !has.includes(tag));
  // The tags of a restored photo may have been forgotten.
  const isNew = (tag: string) => !had.includes(tag) || before.trashedAt !== undefined;
  return [
    ...moved.filter(isNew).map((tag) => putOwnTag(after, tag)),
    ...moved.map((tag) => putTag(after, tag)),
    ...gone.map((tag) => remove(tagItemKey(after.id, tag))),
  ];
}

async function updateAlbumLists(table: Table, before: Photo, after: Photo): Promise<Write[]> {
  if (!changesAlbumLists(before, after)) return [];
  const entries = await listAlbumPhotoItems(table, after.id);
  return entries.map((entry) => update(entry, { set: listAttributesIn(albumIdOf(entry), after) }, isPresent));
}

/**
 * Writes all in one transaction if they fit. Otherwise writes the first entries before, as long as `guard` holds. A
 * crash leaves the core unchanged, and a repeat writes everything again.
 */
export async function writeInOrder(
  table: Table,
  { entries, core, guard }: { entries: readonly Write[]; core: readonly Write[]; guard: Write },
): Promise<ReadonlySet<Write>> {
  let rest = entries;
  while (rest.length + core.length > maxWrites) {
    const failed = await table.transact([guard, ...rest.slice(0, maxWrites - 1)]);
    if (failed.size > 0) return failed;
    rest = rest.slice(maxWrites - 1);
  }
  return table.transact([...core, ...rest]);
}
