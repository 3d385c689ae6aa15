import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { type Photo, withPublication } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { removeAvatar } from '../shared/avatar.ts';

type HidePhotoDeps = Pick<Ports, 'photos' | 'hiddenFiles' | 'events' | 'clock'>;

/**
 * Out of sight of everybody but its owner, who sees that it is, and admins; as its owner's picture too. The same file
 * begins hidden when it is sent again.
 */
export async function hidePhoto(
  ports: HidePhotoDeps & Pick<Ports, 'accounts' | 'blobs'>,
  id: PhotoId,
): Promise<void> {
  const hiddenAt = ports.clock.now();
  // First: a copy that is being drawn now either finds the checksum, or is there to be found.
  const sha256 = (await ports.photos.find(id))?.sha256;
  if (sha256 !== undefined) await ports.hiddenFiles.add({ sha256, hiddenAt });
  const { ownerId } = await moderate(ports, id, (photo) =>
    photo.hiddenAt === undefined ? { ...photo, hiddenAt } : photo,
  );
  await removeAvatar(ports, ownerId, id);
}

export async function unhidePhoto(ports: HidePhotoDeps, id: PhotoId): Promise<void> {
  const now = ports.clock.now();
  const { sha256 } = await moderate(ports, id, (photo) => {
    if (photo.hiddenAt === undefined) return photo;
    const { hiddenAt: _, hiddenReason: __, ...shown } = photo;
    return withPublication(shown, now);
  });
  if (sha256 !== undefined) await ports.hiddenFiles.remove(sha256);
}

async function moderate(ports: HidePhotoDeps, id: PhotoId, change: (photo: Photo) => Photo): Promise<Photo> {
  const outcome = await ports.photos.change(id, change);
  if (outcome.outcome !== 'changed') throw notFound('photo');
  await ports.events.publish(outcome.photo.ownerId, { type: 'photo.changed', photoId: id });
  return outcome.photo;
}
