import { maxPhotosPerAlbum } from '../../domain/album.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { type TransitionDeps, transition } from '../photos/transition.ts';

/**
 * Resolves the claim of another photo to the checksum of a photo that arrived. An upload that never arrived gives its
 * claim up. Any other photo keeps it, and leaves the trash unless the arrived photo is in the trash too.
 * Returns the photo that keeps the claim, or `undefined` if the claim may be free.
 */
export async function releaseChecksumClaim(
  deps: TransitionDeps,
  arrived: Photo,
  sha256: string,
): Promise<Photo | undefined> {
  const claimant = await deps.photos.findByChecksum(arrived.ownerId, sha256);
  if (!claimant) return undefined;
  const settled = await transition(deps, claimant.id, { type: 'duplicateArrived', duplicate: arrived });
  if (settled.outcome === 'absent' || settled.photo.status === 'uploading') return undefined;
  return settled.photo;
}

/** Moves the membership in albums from a duplicate to the photo that keeps the file. */
export async function transferAlbumMembership(
  { albums, clock }: Pick<Ports, 'albums' | 'clock'>,
  from: Photo,
  to: Photo,
): Promise<void> {
  const now = clock.now();
  for (const albumId of await albums.listByPhoto(from.id)) {
    // The album holds both photos for a moment, so that a full album does not refuse the second.
    await albums.addPhotos({ albumId, photoIds: [to.id], maxPhotos: maxPhotosPerAlbum + 1, now });
    await albums.removePhotos({ albumId, photoIds: [from.id], now });
  }
}
