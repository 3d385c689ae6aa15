import type { AccountId } from '../../domain/ids.ts';
import { withoutTrash } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/**
 * Has the photo that claims a file's checksum make way for another with that file, or keep it: an upload that never came
 * makes way; a photo keeps it, and comes out of the trash in place of the other. Answers whether the claim may be free.
 */
export async function yieldChecksum(
  ports: Pick<Ports, 'photos' | 'events' | 'clock'>,
  ownerId: AccountId,
  sha256: string,
): Promise<boolean> {
  const claimant = await ports.photos.findByChecksum(ownerId, sha256);
  if (!claimant) return true;
  const now = ports.clock.now();
  const settled = await ports.photos.change(claimant.id, (photo) => {
    if (photo.status !== 'uploading') return withoutTrash(photo, now);
    const { sha256: _, ...rest } = photo;
    return rest;
  });
  if (settled.outcome !== 'changed' || settled.photo.status === 'uploading') return true;
  await ports.events.publish(ownerId, { type: 'photo.changed', photoId: claimant.id });
  return false;
}
