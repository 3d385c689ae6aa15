import { canEditAlbum } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Visibility } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';
import { findOwnAlbum, findOwnPhoto } from '../shared/loaders.ts';
import { trashPhoto } from '../shared/remove-photos.ts';

export type AlbumEdit = {
  title?: string | undefined;
  description?: string | undefined;
  visibility?: Visibility | undefined;
  /** `null`: the first photo, whichever that is. */
  coverPhotoId?: PhotoId | null | undefined;
};

/** Fields that are absent stay as they are. */
export async function changeAlbum(
  ports: Pick<Ports, 'albums' | 'photos' | 'clock'>,
  viewer: Account,
  id: AlbumId,
  edit: AlbumEdit,
): Promise<Album> {
  const { coverPhotoId } = edit;
  if (coverPhotoId) await findOwnPhoto(ports, viewer, coverPhotoId);
  const updatedAt = ports.clock.now();
  const outcome = await ports.albums.change(id, (album) => {
    if (!canEditAlbum(viewer, album)) throw notFound('album');
    const { coverPhotoId: _, ...rest } = album;
    const cover = coverPhotoId === undefined ? album.coverPhotoId : coverPhotoId;
    return {
      ...rest,
      title: edit.title ?? album.title,
      description: edit.description ?? album.description,
      visibility: edit.visibility ?? album.visibility,
      ...(cover && { coverPhotoId: cover }),
      updatedAt,
    };
  });
  if (outcome.outcome === 'absent') throw notFound('album');
  return outcome.album;
}

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
