import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnPhoto } from '../shared/loaders.ts';
import { purgePhotos } from '../shared/remove-photos.ts';
import { type TransitionDeps, transitionOwnPhoto } from './transition.ts';

type Deps = Pick<Ports, 'photos' | 'jobs' | 'events' | 'clock'>;

/** Deletes every photo in the trash for good. */
export async function emptyTrash(deps: Deps, viewer: Account): Promise<void> {
  for (;;) {
    const { items } = await deps.photos.listTrash({ ownerId: viewer.id, limit: 100 });
    if (items.length === 0) return;
    await purgePhotos(deps, items);
  }
}

/** Deletes one photo for good. Throws `conflict` if it is not in the trash, so that no single mistake loses a photo. */
export async function deleteForever(deps: Deps, viewer: Account, id: PhotoId): Promise<void> {
  const photo = await findOwnPhoto(deps, viewer, id);
  if (photo.trashedAt === undefined || (await purgePhotos(deps, [photo])) === 0)
    throw new AppError('conflict', 'This photo is not in the trash. Move it there first.');
}

export const restorePhoto = (deps: TransitionDeps, viewer: Account, id: PhotoId): Promise<Photo> =>
  transitionOwnPhoto(deps, viewer, id, { type: 'restore' });
