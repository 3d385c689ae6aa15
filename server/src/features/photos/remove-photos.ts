import { avatarKey, originalKey, renditionPrefix, sharedKey } from '../../domain/blob-keys.ts';
import { isStillPurged, type PurgedPhoto } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** Removes every stored byte of photos that are gone or still to go, the owner's picture made of one too. Idempotent. */
export async function removePhotos(
  ports: Pick<Ports, 'blobs' | 'photos'>,
  photos: readonly PurgedPhoto[],
): Promise<void> {
  for (const purged of photos) {
    const { id, ownerId } = purged;
    const isRemoved = await ports.photos.remove(id, (present) => isStillPurged(present, purged));
    if (!isRemoved && (await ports.photos.find(id))) continue;
    await ports.blobs.removeParts(originalKey(id));
    const renditions = await ports.blobs.list({ prefix: renditionPrefix(id), limit: 1000 });
    const keys = renditions.items.map(({ key }) => key);
    await ports.blobs.remove([originalKey(id), sharedKey(id), avatarKey(ownerId, id), ...keys]);
  }
}
