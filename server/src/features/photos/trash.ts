import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { withoutTrash } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnPhoto } from '../shared/loaders.ts';
import { purgePhotos } from '../shared/remove-photos.ts';
import { changeOwnPhoto } from './transition.ts';

type EmptyTrashDeps = Pick<Ports, 'photos' | 'jobs' | 'events' | 'clock'>;

/** Deletes for good everything that is in the trash now. */
export async function emptyTrash(ports: EmptyTrashDeps, viewer: Account): Promise<void> {
  for (;;) {
    const { items } = await ports.photos.listTrash({ ownerId: viewer.id, limit: 100 });
    if (items.length === 0) return;
    await purgePhotos(ports, items);
  }
}

/** Deletes one photo for good. Throws `conflict` if it is not in the trash, so that nothing is lost by one mistake. */
export async function deleteForever(ports: EmptyTrashDeps, viewer: Account, id: PhotoId): Promise<void> {
  const photo = await findOwnPhoto(ports, viewer, id);
  if (photo.trashedAt === undefined || (await purgePhotos(ports, [photo])) === 0)
    throw new AppError('conflict', 'This photo is not in the trash. Move it there first.');
}

export async function restorePhoto(
  ports: Pick<Ports, 'photos' | 'events' | 'clock'>,
  viewer: Account,
  id: PhotoId,
): Promise<Photo> {
  const now = ports.clock.now();
  return changeOwnPhoto(ports, viewer, id, (photo) => withoutTrash(photo, now));
}
