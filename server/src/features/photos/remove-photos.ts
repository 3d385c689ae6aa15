import { avatarKey, originalKey, renditionPrefix, sharedKey } from '../../domain/blob-keys.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

export type PurgedPhoto = Pick<Photo, 'id' | 'ownerId' | 'createdAt'>;

/** Removes every stored byte of photos that are gone or still to go, the owner's picture made of one too. Idempotent. */
export async function removePhotos(
  ports: Pick<Ports, 'blobs' | 'photos'>,
  photos: readonly PurgedPhoto[],
): Promise<void> {
  for (const purged of photos) {
    const { id, ownerId } = purged;
    const present = await ports.photos.find(id);
    if (present && !isStillPurged(present, purged)) continue;
    if (present) await ports.photos.remove(id);
    await ports.blobs.removeParts(originalKey(id));
    const renditions = await ports.blobs.list({ prefix: renditionPrefix(id), limit: 1000 });
    const keys = renditions.items.map(({ key }) => key);
    await ports.blobs.remove([originalKey(id), sharedKey(id), avatarKey(ownerId, id), ...keys]);
  }
}

/* Not one that was announced anew under the same id, nor one that was completed or restored before it went. */
const isStillPurged = (present: Photo, purged: PurgedPhoto) =>
  present.createdAt === purged.createdAt &&
  (present.trashedAt !== undefined || present.status === 'uploading' || present.status === 'rejected');
