import {
  canContribute,
  canEditAlbum,
  canEditPhoto,
  canSeeAlbum,
  canSeePhoto,
  type Viewer,
} from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** The album with its owner, or `not-found`. */
export async function findVisibleAlbum(
  ports: Pick<Ports, 'albums' | 'accounts'>,
  viewer: Viewer,
  id: AlbumId,
): Promise<{ album: Album; owner: Account }> {
  const album = await ports.albums.find(id);
  const owner = album && (album.ownerId === viewer?.id ? viewer : await ports.accounts.find(album.ownerId));
  if (!album || !owner || !canSeeAlbum(viewer, album, owner)) throw notFound('album');
  return { album, owner };
}

/** An album that the viewer may change, or `not-found`. */
export async function findOwnAlbum(
  ports: Pick<Ports, 'albums'>,
  viewer: Account,
  id: AlbumId,
): Promise<Album> {
  const album = await ports.albums.find(id);
  if (!album || !canEditAlbum(viewer, album)) throw notFound('album');
  return album;
}

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

/** Before anything is added: photos, likes, albums. */
export function checkContribution(viewer: Account): void {
  if (canContribute(viewer)) return;
  throw new AppError(
    'forbidden',
    'Your account is cancelled. Keep the account to upload, like or make albums again.',
  );
}
