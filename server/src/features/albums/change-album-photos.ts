import type { Account } from '../../domain/account.ts';
import { type Album, maxPhotosPerAlbum } from '../../domain/album.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnAlbum } from '../guards/find-visible-album.ts';

type Needs = Pick<Ports, 'albums' | 'clock'>;

/** At the end, in this order. Photos that are not the owner's are left out. */
export async function addAlbumPhotos(
  ports: Needs,
  viewer: Account,
  id: AlbumId,
  photoIds: readonly PhotoId[],
): Promise<Album> {
  await findOwnAlbum(ports, viewer, id);
  const added = await ports.albums.addPhotos({
    albumId: id,
    photoIds,
    maxPhotos: maxPhotosPerAlbum,
    now: ports.clock.now(),
  });
  if (added.outcome === 'absent') throw notFound('album');
  if (added.outcome === 'full')
    throw new AppError(
      'quota-exceeded',
      `An album holds at most ${maxPhotosPerAlbum} photos. None was added.`,
    );
  return findOwnAlbum(ports, viewer, id);
}

export async function removeAlbumPhotos(
  ports: Needs,
  viewer: Account,
  id: AlbumId,
  photoIds: readonly PhotoId[],
): Promise<Album> {
  await findOwnAlbum(ports, viewer, id);
  if (!(await ports.albums.removePhotos({ albumId: id, photoIds, now: ports.clock.now() })))
    throw notFound('album');
  return findOwnAlbum(ports, viewer, id);
}

export async function orderAlbumPhotos(
  ports: Needs,
  viewer: Account,
  id: AlbumId,
  photoIds: readonly PhotoId[],
): Promise<Album> {
  await findOwnAlbum(ports, viewer, id);
  if (!(await ports.albums.orderPhotos({ albumId: id, photoIds, now: ports.clock.now() })))
    throw notFound('album');
  return findOwnAlbum(ports, viewer, id);
}
