import type { Account } from '../../domain/account.ts';
import { originalKey, renditionPrefix, sanitizedCopyKey } from '../../domain/blob-keys.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { canStillPurge, type Photo, type PurgedPhoto, uploadLifetime } from '../../domain/photo.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { transition } from '../photos/transition.ts';
import { removeAvatarFiles } from './avatar.ts';
import { findOwnPhoto } from './loaders.ts';

/** Moves a photo to the trash. An upload that never became a picture is deleted for good. Idempotent. */
export async function trashPhoto(
  deps: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>,
  viewer: Account,
  id: PhotoId,
): Promise<void> {
  const photo = await findOwnPhoto(deps, viewer, id);
  if (photo.status === 'uploading' || photo.status === 'rejected') {
    // Zero if the photo changed since it was read.
    if ((await purgePhotos(deps, [photo])) === 0) await trashPhoto(deps, viewer, id);
    else await discardBytes(deps, photo);
    return;
  }
  const trashed = await transition(deps, id, { type: 'trash' }, { editor: viewer });
  if (trashed.outcome === 'absent') throw notFound('photo');
  // The photo was rejected since it was read.
  if (trashed.outcome === 'refused') await trashPhoto(deps, viewer, id);
}

/**
 * Deletes photos for good: the rows now, the bytes by a job, which also finishes what an interruption leaves. Bytes
 * that are sent to an upload URL later are deleted once the URL has expired. A photo that arrived or left the trash
 * since it was chosen stays. Returns the number of deleted photos.
 */
export async function purgePhotos(
  deps: Pick<Ports, 'photos' | 'jobs' | 'events' | 'clock'>,
  photos: readonly Photo[],
): Promise<number> {
  if (photos.length === 0) return 0;
  const payload = { photos: photos.map(toPurged) };
  await deps.jobs.enqueue({ name: 'purge-photos', payload });
  const now = deps.clock.now();
  if (photos.some((photo) => hasValidUploadUrl(photo, now))) {
    const runAt = now + uploadLifetime + hours(1);
    await deps.jobs.enqueue({ name: 'purge-photos', payload, runAt });
  }
  let count = 0;
  for (const photo of photos) {
    const isRemoved = await deps.photos.remove(photo.id, (present) => canStillPurge(present, photo));
    // The job may have removed the row first.
    if (!isRemoved && (await deps.photos.find(photo.id))) continue;
    await deps.events.publish(photo.ownerId, { type: 'photo.gone', photoId: photo.id });
    count += 1;
  }
  return count;
}

/* The last URL was signed before the photo arrived. */
const hasValidUploadUrl = ({ status, statusSince }: Photo, now: Timestamp) =>
  status === 'uploading' || now < statusSince + uploadLifetime;

const toPurged = ({ id, ownerId, createdAt, status, trashedAt }: Photo): PurgedPhoto => ({
  id,
  ownerId,
  createdAt,
  status,
  trashedAt,
});

/** Handles the job that deletes every stored byte of purged photos, their owners' avatars included. Idempotent. */
export async function removePhotos(
  deps: Pick<Ports, 'blobs' | 'photos'>,
  photos: readonly PurgedPhoto[],
): Promise<void> {
  for (const purged of photos) {
    const isRemoved = await deps.photos.remove(purged.id, (present) => canStillPurge(present, purged));
    if (!isRemoved && (await deps.photos.find(purged.id))) continue;
    await removeStoredPhoto(deps, purged);
  }
}

/** Deletes the bytes of an upload that just ended, because the purge job may wait. That job repeats what fails here. */
export async function discardBytes(
  deps: Pick<Ports, 'photos' | 'blobs' | 'log'>,
  ended: Photo,
): Promise<void> {
  try {
    // The same Idempotency-Key may have announced another file under the id.
    if (!(await deps.photos.find(ended.id))) await removeStoredPhoto(deps, ended);
  } catch (err) {
    deps.log.warn({ err, photoId: ended.id }, 'bytes not removed yet');
  }
}

/** Deletes every blob of a photo. The original goes last: while it is there, a sweep finds that more is left. */
export async function removeStoredPhoto(
  { blobs }: Pick<Ports, 'blobs'>,
  { id, ownerId }: Pick<Photo, 'id' | 'ownerId'>,
): Promise<void> {
  await blobs.removeParts(originalKey(id));
  const renditions = await blobs.list({ prefix: renditionPrefix(id), limit: 1000 });
  const keys = renditions.items.map(({ key }) => key);
  await removeAvatarFiles({ blobs }, ownerId, id);
  await blobs.remove([sanitizedCopyKey(id), ...keys]);
  await blobs.remove([originalKey(id)]);
}
