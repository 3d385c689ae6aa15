import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { type Photo, withPublication } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { removeAvatar } from '../steps/remove-avatar.ts';

type Needs = Pick<Ports, 'photos' | 'events' | 'clock'>;

/** Out of sight of everybody but its owner, who sees that it is, and admins; as its owner's picture too. */
export async function hidePhoto(
  ports: Needs & Pick<Ports, 'accounts' | 'blobs'>,
  id: PhotoId,
): Promise<void> {
  const hiddenAt = ports.clock.now();
  const { ownerId } = await moderate(ports, id, (photo) =>
    photo.hiddenAt === undefined ? { ...photo, hiddenAt } : photo,
  );
  await removeAvatar(ports, ownerId, id);
}

export async function unhidePhoto(ports: Needs, id: PhotoId): Promise<void> {
  const now = ports.clock.now();
  await moderate(ports, id, (photo) => {
    if (photo.hiddenAt === undefined) return photo;
    const { hiddenAt: _, ...shown } = photo;
    return withPublication(shown, now);
  });
}

async function moderate(ports: Needs, id: PhotoId, change: (photo: Photo) => Photo): Promise<Photo> {
  const outcome = await ports.photos.change(id, change);
  if (outcome.outcome !== 'changed') throw notFound('photo');
  await ports.events.publish(outcome.photo.ownerId, { type: 'photo.changed', photoId: id });
  return outcome.photo;
}
