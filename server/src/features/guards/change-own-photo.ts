import { canEditPhoto } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** Changes a photo that the viewer may change, or throws `not-found`; tells the owner's other windows of it. */
export async function changeOwnPhoto(
  ports: Pick<Ports, 'photos' | 'events'>,
  viewer: Account,
  id: PhotoId,
  change: (photo: Photo) => Photo,
): Promise<Photo> {
  const outcome = await ports.photos.change(id, (photo) => {
    if (!canEditPhoto(viewer, photo)) throw notFound('photo');
    return change(photo);
  });
  if (outcome.outcome !== 'changed') throw notFound('photo');
  await ports.events.publish(viewer.id, { type: 'photo.changed', photoId: id });
  return outcome.photo;
}
