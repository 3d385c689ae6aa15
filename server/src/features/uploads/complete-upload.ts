import type { Account } from '../../domain/account.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { changeOwnPhoto } from '../guards/change-own-photo.ts';
import { findOwnPhoto } from '../guards/find-own-photo.ts';

/** Once the bytes lie in the store: from here on the photo is acknowledged and will be `ready` or `rejected`. */
export async function completeUpload(
  ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>,
  owner: Account,
  id: PhotoId,
): Promise<Photo> {
  const announced = await findOwnPhoto(ports, owner, id);
  if (announced.status !== 'uploading') return announced;
  const blob = await ports.blobs.head(originalKey(id));
  if (!blob)
    throw new AppError('conflict', 'The file has not arrived yet. Send it to the address given first.');
  const now = ports.clock.now();
  const photo = await changeOwnPhoto(ports, owner, id, (present) =>
    present.status === 'uploading'
      ? { ...present, status: 'processing', statusSince: now, bytes: blob.bytes }
      : present,
  );
  await ports.jobs.enqueue(renderPhotoJob(id));
  return photo;
}

export const renderPhotoJob = (photoId: PhotoId) => ({
  name: 'render-photo',
  payload: { photoId },
  key: `render-photo:${photoId}`,
});
