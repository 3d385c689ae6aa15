import type { Account } from '../../domain/account.ts';
import { originalKey, renditionPrefix, sharedKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { canStillPurge, type Photo, type PurgedPhoto, uploadLifetime } from '../../domain/photo.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { changeOwnPhoto } from '../photos/transition.ts';
import { removeAvatarFiles } from '../shared/avatar.ts';
import { findOwnPhoto } from '../shared/loaders.ts';

/**
 * Removes photos for good: the rows now, the bytes by a job, which also finishes what ends half way here. Bytes that are
 * sent to the address of an upload after it went are removed once that address holds no more. A photo stays that
 * arrived, or left the trash, since it was chosen. Answers how many went.
 */
export async function purgePhotos(
  ports: Pick<Ports, 'photos' | 'jobs' | 'events' | 'clock'>,
  photos: readonly Photo[],
): Promise<number> {
  if (photos.length === 0) return 0;
  const payload = { photos: photos.map(toPurged) };
  await ports.jobs.enqueue({ name: 'purge-photos', payload });
  const now = ports.clock.now();
  if (photos.some((photo) => mayBeSentTo(photo, now))) {
    const runAt = now + uploadLifetime + hours(1);
    await ports.jobs.enqueue({ name: 'purge-photos', payload, runAt });
  }
  let count = 0;
  for (const photo of photos) {
    const isRemoved = await ports.photos.remove(photo.id, (present) => canStillPurge(present, photo));
    // The job may have been quicker.
    if (!isRemoved && (await ports.photos.find(photo.id))) continue;
    await ports.events.publish(photo.ownerId, { type: 'photo.gone', photoId: photo.id });
    count += 1;
  }
  return count;
}

/* The address to send it to was last signed before it arrived. */
const mayBeSentTo = ({ status, statusSince }: Photo, now: Timestamp) =>
  status === 'uploading' || now < statusSince + uploadLifetime;

const toPurged = ({ id, ownerId, createdAt, status, trashedAt }: Photo) => ({
  id,
  ownerId,
  createdAt,
  status,
  trashedAt,
});

/**
 * Removes the bytes of an upload that has just ended, before its owner can use the room again: the purge may wait behind
 * other jobs. What fails here that purge does.
 */
export async function discardBytes(
  ports: Pick<Ports, 'photos' | 'blobs' | 'log'>,
  ended: Photo,
): Promise<void> {
  try {
    // The same Idempotency-Key may have announced another file under the id.
    if (!(await ports.photos.find(ended.id))) await removeStoredPhoto(ports, ended);
  } catch (err) {
    ports.log.warn({ err, photoId: ended.id }, 'bytes not removed yet');
  }
}

/** Every byte that lies under a photo's id, the original last: where this ends half way, that says that there is more. */
export async function removeStoredPhoto(
  { blobs }: Pick<Ports, 'blobs'>,
  { id, ownerId }: Pick<Photo, 'id' | 'ownerId'>,
): Promise<void> {
  await blobs.removeParts(originalKey(id));
  const renditions = await blobs.list({ prefix: renditionPrefix(id), limit: 1000 });
  const keys = renditions.items.map(({ key }) => key);
  await removeAvatarFiles({ blobs }, ownerId, id);
  await blobs.remove([sharedKey(id), ...keys]);
  await blobs.remove([originalKey(id)]);
}

/** Removes every stored byte of photos that are gone or still to go, the owner's picture made of one too. Idempotent. */
export async function removePhotos(
  ports: Pick<Ports, 'blobs' | 'photos'>,
  photos: readonly PurgedPhoto[],
): Promise<void> {
  for (const purged of photos) {
    const isRemoved = await ports.photos.remove(purged.id, (present) => canStillPurge(present, purged));
    if (!isRemoved && (await ports.photos.find(purged.id))) continue;
    await removeStoredPhoto(ports, purged);
  }
}

/** To the trash; what never became a picture goes for good. Trashing twice changes nothing. */
export async function trashPhoto(
  ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>,
  viewer: Account,
  id: PhotoId,
): Promise<void> {
  const photo = await findOwnPhoto(ports, viewer, id);
  if (photo.status === 'uploading' || photo.status === 'rejected') {
    // It arrived in this moment.
    if ((await purgePhotos(ports, [photo])) === 0) await trashPhoto(ports, viewer, id);
    else await discardBytes(ports, photo);
    return;
  }
  const trashedAt = ports.clock.now();
  await changeOwnPhoto(ports, viewer, id, (present) =>
    present.trashedAt === undefined ? { ...present, trashedAt } : present,
  );
}
