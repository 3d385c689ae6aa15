import type { Account } from '../../domain/account.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { Ports } from '../../ports/index.ts';
import { changeOwnPhoto } from '../guards/change-own-photo.ts';
import { findOwnPhoto } from '../guards/find-own-photo.ts';
import { enqueueRendering, ensureRendered } from '../steps/enqueue-rendering.ts';

/** Once the bytes lie in the store: from here on the photo is acknowledged and will be `ready` or `rejected`. */
export async function completeUpload(
  ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>,
  owner: Account,
  id: PhotoId,
): Promise<Photo> {
  const announced = await findOwnPhoto(ports, owner, id);
  if (announced.status !== 'uploading') return ensureRendered(ports, announced);
  const bytes = await findArrived(ports, announced);
  if (bytes === undefined)
    throw new AppError('conflict', 'The file has not arrived yet. Send it to the address given first.');
  const photo = await changeOwnPhoto(ports, owner, id, asProcessing(bytes, ports.clock.now()));
  await enqueueRendering(ports, photo);
  return photo;
}

/** The same where the store says that a file arrived: whoever sent it may have gone away before saying so. */
export async function completeArrivedUpload(
  ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>,
  id: PhotoId,
): Promise<void> {
  const announced = await ports.photos.find(id);
  if (announced?.status !== 'uploading') return;
  const bytes = await findArrived(ports, announced);
  if (bytes === undefined) return;
  const outcome = await ports.photos.change(id, asProcessing(bytes, ports.clock.now()));
  if (outcome.outcome !== 'changed') return;
  await ports.events.publish(announced.ownerId, { type: 'photo.changed', photoId: id });
  await enqueueRendering(ports, announced);
}

const asProcessing =
  (bytes: number, statusSince: Timestamp) =>
  (photo: Photo): Photo =>
    photo.status === 'uploading' ? { ...photo, status: 'processing', statusSince, bytes } : photo;

/* How long the file is that lies in the store, once it does: of one that came in parts, once they are put together. */
async function findArrived(ports: Pick<Ports, 'blobs'>, { id, bytes }: Photo): Promise<number | undefined> {
  const key = originalKey(id);
  const lengths = partLengths(bytes);
  if (lengths.length === 1) return (await ports.blobs.head(key))?.bytes;
  return (await ports.blobs.completeParts({ key, lengths })) ? bytes : undefined;
}
