import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnPhoto } from '../shared/loaders.ts';
import { discardBytes, purgePhotos } from '../shared/remove-photos.ts';

/** Gives up an upload that is not complete, or dismisses one that was rejected. */
export async function cancelUpload(
  ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>,
  owner: Account,
  id: PhotoId,
): Promise<void> {
  const photo = await findOwnPhoto(ports, owner, id);
  if (photo.status === 'processing' || photo.status === 'ready')
    throw new AppError('conflict', 'This photo has arrived already. Delete it instead.');
  // It arrived in this moment.
  if ((await purgePhotos(ports, [photo])) === 0) await cancelUpload(ports, owner, id);
  else await discardBytes(ports, photo);
}
