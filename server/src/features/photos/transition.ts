import { canEditPhoto } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** Has a photo in state `processing` rendered, owners taking turns. Asking twice does no harm. */
export const enqueueRendering = (
  { jobs }: Pick<Ports, 'jobs'>,
  { id, ownerId }: Pick<Photo, 'id' | 'ownerId'>,
): Promise<void> =>
  jobs.enqueue({
    name: 'render-photo',
    payload: { photoId: id },
    key: `render-photo:${id}`,
    group: ownerId,
  });

/** Before a photo that had arrived earlier is acknowledged: whoever took it then may have ended before asking for it. */
export async function ensureRendered(ports: Pick<Ports, 'jobs'>, photo: Photo): Promise<Photo> {
  if (photo.status === 'processing') await enqueueRendering(ports, photo);
  return photo;
}

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
