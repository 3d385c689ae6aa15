import { maxPhotosPerAlbum } from '../../domain/album.ts';
import { type Photo, stricterVisibility, withoutTrash } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/**
 * Has the photo that claims a file's checksum make way for another that arrived with that file, or keep it: an upload that
 * never came makes way; a photo keeps it, and comes out of the trash in place of the other, unless that was thrown away
 * itself. Answers with the photo that keeps it; nothing where the claim may be free.
 */
export async function releaseChecksumClaim(
  ports: Pick<Ports, 'photos' | 'events' | 'clock'>,
  { ownerId, visibility, allowDownload, trashedAt }: Photo,
  sha256: string,
): Promise<Photo | undefined> {
  const claimant = await ports.photos.findByChecksum(ownerId, sha256);
  if (!claimant) return undefined;
  const now = ports.clock.now();
  const settled = await ports.photos.change(claimant.id, (photo) => {
    if (photo.status !== 'uploading') {
      if (photo.trashedAt === undefined || trashedAt !== undefined) return photo;
      // The other photo may have its visibility from a default or from a wish: exceed neither photo's.
      return withoutTrash(
        {
          ...photo,
          visibility: stricterVisibility(photo.visibility, visibility),
          allowDownload: photo.allowDownload && allowDownload,
        },
        now,
      );
    }
    const { sha256: _, ...rest } = photo;
    return rest;
  });
  if (settled.outcome !== 'changed' || settled.photo.status === 'uploading') return undefined;
  await ports.events.publish(ownerId, { type: 'photo.changed', photoId: claimant.id });
  return settled.photo;
}

/** Puts the photo that holds a file into the albums that another with that file was sent for, which leaves them. */
export async function transferAlbumMembership(
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
