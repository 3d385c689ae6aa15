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
