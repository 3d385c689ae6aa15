import { isActive } from '../../domain/account.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { isListed } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** Whether everybody may read the renditions of this revision: the photo is public, ready and its owner active. */
export async function isPublicRevision(
  ports: Pick<Ports, 'photos' | 'accounts'>,
  photoId: PhotoId,
  revision: string,
): Promise<boolean> {
  const photo = await ports.photos.find(photoId);
  if (!photo || !isListed(photo) || photo.picture?.revision !== revision) return false;
  const owner = await ports.accounts.find(photo.ownerId);
  return owner !== undefined && isActive(owner);
}
