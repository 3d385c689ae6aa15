import { canEditAlbum } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import { notFound } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Visibility } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnPhoto } from '../guards/find-own-photo.ts';

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
