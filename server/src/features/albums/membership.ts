import type { Account } from '../../domain/account.ts';
import { type Album, maxPhotosPerAlbum } from '../../domain/album.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnAlbum } from '../shared/loaders.ts';

type Deps = Pick<Ports, 'albums' | 'clock'>;

/** Appends photos in this order. Photos of other owners are left out. */
export async function addAlbumPhotos(
  deps: Deps,
  viewer: Account,
  id: AlbumId,
  photoIds: readonly PhotoId[],
): Promise<Album> {
  await findOwnAlbum(deps, viewer, id);
  const added = await deps.albums.addPhotos({
    albumId: id,
    photoIds,
    maxPhotos: maxPhotosPerAlbum,
    now: deps.clock.now(),
  });
  if (added.outcome === 'absent') throw notFound('album');
  if (added.outcome === 'full')
    throw new AppError(
      'quota-exceeded',
      `An album can have at most ${maxPhotosPerAlbum} photos. No photo was added.`,
    );
  return findOwnAlbum(deps, viewer, id);
}

export async function removeAlbumPhotos(
  deps: Deps,
  viewer: Account,
  id: AlbumId,
  photoIds: readonly PhotoId[],
): Promise<Album> {
  await findOwnAlbum(deps, viewer, id);
  if (!(await deps.albums.removePhotos({ albumId: id, photoIds, now: deps.clock.now() })))
    throw notFound('album');
  return findOwnAlbum(deps, viewer, id);
}

export async function orderAlbumPhotos(
  deps: Deps,
  viewer: Account,
  id: AlbumId,
  photoIds: readonly PhotoId[],
): Promise<Album> {
  await findOwnAlbum(deps, viewer, id);
  if (!(await deps.albums.orderPhotos({ albumId: id, photoIds, now: deps.clock.now() })))
    throw notFound('album');
  return findOwnAlbum(deps, viewer, id);
}

/** Counts the given photos in every album that holds any of them, whoever owns it. */
export async function countHeldPhotos(
  { albums }: Pick<Ports, 'albums'>,
  photoIds: readonly PhotoId[],
): Promise<ReadonlyMap<AlbumId, number>> {
  const counts = new Map<AlbumId, number>();
  const holders = await Promise.all([...new Set(photoIds)].map((id) => albums.listByPhoto(id)));
  for (const id of holders.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
