import {
  canContribute,
  canEditAlbum,
  canEditPhoto,
  canSeeAlbum,
  canSeePhoto,
  isOwner,
  type Viewer,
} from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** Finds an album and its owner. Throws `not-found` if the viewer may not see it. */
export async function findVisibleAlbum(
  deps: Pick<Ports, 'albums' | 'accounts'>,
  viewer: Viewer,
  id: AlbumId,
): Promise<{ album: Album; owner: Account }> {
  const album = await deps.albums.find(id);
  const owner = album && (isOwner(viewer, album) ? viewer : await deps.accounts.find(album.ownerId));
  if (!album || !owner || !canSeeAlbum(viewer, album, owner)) throw notFound('album');
  return { album, owner };
}

/** Finds an album that the viewer may edit, or throws `not-found`. */
export async function findOwnAlbum(
  deps: Pick<Ports, 'albums'>,
  viewer: Account,
  id: AlbumId,
): Promise<Album> {
  const album = await deps.albums.find(id);
  if (!album || !canEditAlbum(viewer, album)) throw notFound('album');
  return album;
}

/** Finds a photo and its owner. Throws `not-found` if the viewer may not see it, as if it did not exist. */
export async function findVisiblePhoto(
  deps: Pick<Ports, 'photos' | 'accounts'>,
  viewer: Viewer,
  id: PhotoId,
): Promise<{ photo: Photo; owner: Account }> {
  const photo = await deps.photos.find(id);
  const owner = photo && (isOwner(viewer, photo) ? viewer : await deps.accounts.find(photo.ownerId));
  if (!photo || !owner || !canSeePhoto(viewer, photo, owner)) throw notFound('photo');
  return { photo, owner };
}

/** Finds a photo that the viewer may edit, or throws `not-found`. */
export async function findOwnPhoto(
  deps: Pick<Ports, 'photos'>,
  viewer: Account,
  id: PhotoId,
): Promise<Photo> {
  const photo = await deps.photos.find(id);
  if (!photo || !canEditPhoto(viewer, photo)) throw notFound('photo');
  return photo;
}

/** Throws `forbidden` unless the viewer may add photos, likes or albums. */
export function checkContribution(viewer: Account): void {
  if (canContribute(viewer)) return;
  throw new AppError(
    'forbidden',
    'Your account is going to be deleted. Restore it to upload, like or create albums.',
  );
}
