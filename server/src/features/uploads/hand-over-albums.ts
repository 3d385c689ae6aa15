import { maxPhotosPerAlbum } from '../../domain/album.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** Puts the photo that holds a file into the albums that another with that file was sent for, which leaves them. */
export async function handOverAlbums(
  { albums, clock }: Pick<Ports, 'albums' | 'clock'>,
  from: Photo,
  to: Photo,
): Promise<void> {
  const now = clock.now();
  for (const albumId of await albums.listByPhoto(from.id)) {
    // One more for a moment: in a full album there is place for one of the two.
    await albums.addPhotos({ albumId, photoIds: [to.id], maxPhotos: maxPhotosPerAlbum + 1, now });
    await albums.removePhotos({ albumId, photoIds: [from.id], now });
  }
}
