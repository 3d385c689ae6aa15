import { canEditPhoto } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** A photo that the viewer may change, or `not-found`. */
export async function findOwnPhoto(
  ports: Pick<Ports, 'photos'>,
  viewer: Account,
  id: PhotoId,
): Promise<Photo> {
  const photo = await ports.photos.find(id);
  if (!photo || !canEditPhoto(viewer, photo)) throw notFound('photo');
  return photo;
}
