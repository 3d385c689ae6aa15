import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnPhoto } from '../shared/loaders.ts';
import { discardBytes, purgePhotos } from '../shared/remove-photos.ts';

/** Cancels an upload that has not arrived, or dismisses a rejected one. */
export async function cancelUpload(
  deps: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>,
  owner: Account,
  id: PhotoId,
): Promise<void> {
  const photo = await findOwnPhoto(deps, owner, id);
  if (photo.status === 'processing' || photo.status === 'ready')
    throw new AppError('conflict', 'This upload is already complete. Delete the photo instead.');
  // Zero if the photo changed since it was read.
  if ((await purgePhotos(deps, [photo])) === 0) await cancelUpload(deps, owner, id);
  else await discardBytes(deps, photo);
}
