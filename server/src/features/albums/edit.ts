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
  /** `null` makes the first photo of the album the cover. */
  coverPhotoId?: PhotoId | null | undefined;
};

/** Changes the given fields of an album. Absent fields stay as they are. */
export async function changeAlbum(
  deps: Pick<Ports, 'albums' | 'photos' | 'clock'>,
  viewer: Account,
  id: AlbumId,
  edit: AlbumEdit,
): Promise<Album> {
  const { coverPhotoId } = edit;
  if (coverPhotoId) await findOwnPhoto(deps, viewer, coverPhotoId);
  const updatedAt = deps.clock.now();
  const outcome = await deps.albums.change(id, (album) => {
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

type DeleteDeps = Pick<Ports, 'albums' | 'photos' | 'blobs' | 'jobs' | 'log' | 'events' | 'clock'>;

/**
 * Deletes an album. `photos: 'delete'` moves its photos to the trash first, so that a retry finishes a failed
 * attempt.
 */
export async function deleteAlbum(
  deps: DeleteDeps,
  viewer: Account,
  id: AlbumId,
  { photos }: { photos: 'keep' | 'delete' },
): Promise<void> {
  await findOwnAlbum(deps, viewer, id);
  if (photos === 'delete') await trashAlbumPhotos(deps, viewer, id);
  if (!(await deps.albums.remove(id))) throw notFound('album');
}

async function trashAlbumPhotos(deps: DeleteDeps, viewer: Account, albumId: AlbumId): Promise<void> {
  const pages = allPages((cursor) =>
    deps.albums.listPhotos({ albumId, audience: 'owner', cursor, limit: 200 }),
  );
  for await (const photoIds of pages)
    for (const photoId of photoIds) await trashPhoto(deps, viewer, photoId).catch(ignoreAbsent);
}

/* Another request may delete a photo, or cancel an upload, of the album meanwhile. */
function ignoreAbsent(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
}
