import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnPhoto } from '../guards/find-own-photo.ts';
import { completeArrivedUpload } from '../steps/complete-arrived-upload.ts';
import { ensureRendered } from '../steps/enqueue-rendering.ts';

type Needs = Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>;

/** Once the bytes lie in the store: from here on the photo is acknowledged and will be `ready` or `rejected`. */
export async function completeUpload(ports: Needs, owner: Account, id: PhotoId): Promise<Photo> {
  const announced = await findOwnPhoto(ports, owner, id);
  if (announced.status !== 'uploading') return ensureRendered(ports, announced);
  const completed = await completeArrivedUpload(ports, announced);
  if (completed) return completed;
  // It may have been given up just then.
  await findOwnPhoto(ports, owner, id);
  throw new AppError('conflict', 'The file has not arrived yet. Send it to the address given first.');
}

/** The same where the store says that a file arrived: whoever sent it may have gone away before saying so. */
export async function completeAnnouncedUpload(ports: Needs, id: PhotoId): Promise<void> {
  const announced = await ports.photos.find(id);
  if (announced) await completeArrivedUpload(ports, announced);
}
