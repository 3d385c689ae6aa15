import { join } from 'node:path';
import type { Account } from '../../domain/account.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { ensureRendered } from '../photos/transition.ts';
import { completeArrivedUpload } from '../shared/arrived-upload.ts';
import { findOwnPhoto } from '../shared/loaders.ts';
import { beginUpload, type NewUpload } from './begin.ts';

type CompleteUploadDeps = Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>;

/** Once the bytes lie in the store: from here on the photo is acknowledged and will be `ready` or `rejected`. */
export async function completeUpload(ports: CompleteUploadDeps, owner: Account, id: PhotoId): Promise<Photo> {
  const announced = await findOwnPhoto(ports, owner, id);
  if (announced.status !== 'uploading') return ensureRendered(ports, announced);
  const completed = await completeArrivedUpload(ports, announced);
  if (completed) return completed;
  // It may have been given up just then.
  await findOwnPhoto(ports, owner, id);
  throw new AppError('conflict', 'The file has not arrived yet. Send it to the address given first.');
}

/** The same where the store says that a file arrived: whoever sent it may have gone away before saying so. */
export async function completeAnnouncedUpload(ports: CompleteUploadDeps, id: PhotoId): Promise<void> {
  const announced = await ports.photos.find(id);
  if (announced) await completeArrivedUpload(ports, announced);
}

type UploadWholeDeps = Pick<
  Ports,
  'photos' | 'albums' | 'blobs' | 'attempts' | 'scratch' | 'jobs' | 'events' | 'secrets' | 'clock'
>;

/** Announces, stores and completes a file that came with its announcement, under the rules of one that comes after it. */
export async function uploadWhole(
  ports: UploadWholeDeps,
  owner: Account,
  upload: NewUpload,
  { bytes, quotaBytes }: { bytes: Uint8Array; quotaBytes: number },
): Promise<{ photo: Photo; isDuplicate: boolean }> {
  const begun = await beginUpload(ports, owner, upload, quotaBytes);
  if (begun.outcome === 'duplicate') return { photo: begun.photo, isDuplicate: true };
  const key = originalKey(begun.photo.id);
  // The same request may have stored it before, without an answer.
  if (!(await ports.blobs.head(key))) {
    await using scratch = await ports.scratch.create();
    const path = join(scratch.path, 'upload');
    await ports.scratch.write(path, bytes);
    await ports.blobs.writeFile(key, path, upload.contentType);
  }
  const photo = await completeArrivedUpload(ports, begun.photo);
  if (!photo) throw new AppError('conflict', 'This upload was cancelled meanwhile. Send the file again.');
  return { photo, isDuplicate: false };
}
