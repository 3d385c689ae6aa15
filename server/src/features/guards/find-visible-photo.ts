import { canSeePhoto, type Viewer } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** The photo with its owner, or `not-found`: what may not be seen is as if it were not there. */
export async function findVisiblePhoto(
  ports: Pick<Ports, 'photos' | 'accounts'>,
  viewer: Viewer,
  id: PhotoId,
): Promise<{ photo: Photo; owner: Account }> {
  const photo = await ports.photos.find(id);
  const owner = photo && (photo.ownerId === viewer?.id ? viewer : await ports.accounts.find(photo.ownerId));
  if (!photo || !owner || !canSeePhoto(viewer, photo, owner)) throw notFound('photo');
  return { photo, owner };
}
