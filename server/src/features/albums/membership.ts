import type { Account } from '../../domain/account.ts';
import { type Album, maxPhotosPerAlbum } from '../../domain/album.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnAlbum } from '../shared/loaders.ts';

type ChangeAlbumPhotosDeps = Pick<Ports, 'albums' | 'clock'>;

/** At the end, in this order. Photos that are not the owner's are left out. */
export async function addAlbumPhotos(
  ports: ChangeAlbumPhotosDeps,
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
  ports: ChangeAlbumPhotosDeps,
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
  ports: ChangeAlbumPhotosDeps,
  viewer: Account,
  id: AlbumId,
  photoIds: readonly PhotoId[],
): Promise<Album> {
  await findOwnAlbum(ports, viewer, id);
  if (!(await ports.albums.orderPhotos({ albumId: id, photoIds, now: ports.clock.now() })))
    throw notFound('album');
  return findOwnAlbum(ports, viewer, id);
}

/** How many of these photos are in each album that holds any of them, whosever it is. */
export async function countHeldPhotos(
  ports: Pick<Ports, 'albums'>,
  photoIds: readonly PhotoId[],
): Promise<ReadonlyMap<AlbumId, number>> {
  const counts = new Map<AlbumId, number>();
  const albums = await Promise.all([...new Set(photoIds)].map((id) => ports.albums.listByPhoto(id)));
  for (const id of albums.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
