import type { Account } from '../../domain/account.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { AlbumId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';
import { findOwnAlbum } from '../guards/find-visible-album.ts';
import { trashPhoto } from '../steps/trash-photo.ts';

/** With `photos: 'delete'` its photos go to the trash first, so that trying again finishes what ended half way. */
export async function deleteAlbum(
  ports: Pick<Ports, 'albums' | 'photos' | 'blobs' | 'jobs' | 'log' | 'events' | 'clock'>,
  viewer: Account,
  id: AlbumId,
  { photos }: { photos: 'keep' | 'delete' },
): Promise<void> {
  await findOwnAlbum(ports, viewer, id);
  if (photos === 'delete') await trashAlbumPhotos(ports, viewer, id);
  if (!(await ports.albums.remove(id))) throw notFound('album');
}

async function trashAlbumPhotos(
  ports: Pick<Ports, 'albums' | 'photos' | 'blobs' | 'jobs' | 'log' | 'events' | 'clock'>,
  viewer: Account,
  albumId: AlbumId,
): Promise<void> {
  const pages = allPages((cursor) =>
    ports.albums.listPhotos({ albumId, audience: 'owner', cursor, limit: 200 }),
  );
  for await (const photoIds of pages)
    for (const photoId of photoIds) await trashPhoto(ports, viewer, photoId).catch(passOverAbsent);
}

/* Another window may delete one of them meanwhile, or an upload among them be given up. */
function passOverAbsent(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
}
