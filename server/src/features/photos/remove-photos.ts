import { isStillPurged, type PurgedPhoto } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { removeStoredPhoto } from '../steps/remove-stored-photo.ts';

/** Removes every stored byte of photos that are gone or still to go, the owner's picture made of one too. Idempotent. */
export async function removePhotos(
  ports: Pick<Ports, 'blobs' | 'photos'>,
  photos: readonly PurgedPhoto[],
): Promise<void> {
  for (const purged of photos) {
    const isRemoved = await ports.photos.remove(purged.id, (present) => isStillPurged(present, purged));
    if (!isRemoved && (await ports.photos.find(purged.id))) continue;
    await removeStoredPhoto(ports, purged);
  }
}
