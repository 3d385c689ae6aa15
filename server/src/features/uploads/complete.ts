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

type Deps = Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>;

/** Acknowledges an upload whose bytes are in the store. The photo becomes `ready` or `rejected` later. */
export async function completeUpload(deps: Deps, owner: Account, id: PhotoId): Promise<Photo> {
  const announced = await findOwnPhoto(deps, owner, id);
  if (announced.status !== 'uploading') return ensureRendered(deps, announced);
  const completed = await completeArrivedUpload(deps, announced);
  if (completed) return completed;
  // Another request may have cancelled the upload meanwhile: then answer `not-found`.
  await findOwnPhoto(deps, owner, id);
  throw new AppError('conflict', 'The file has not arrived yet. Send it to the upload target first.');
}

/** Completes an upload when the store itself reports that the file arrived. */
export async function completeAnnouncedUpload(deps: Deps, id: PhotoId): Promise<void> {
  const announced = await deps.photos.find(id);
  if (announced) await completeArrivedUpload(deps, announced);
}

/** Announces, stores and completes a file whose bytes came with the request. The same rules and limits apply. */
export async function uploadWhole(
  deps: Deps & Pick<Ports, 'albums' | 'attempts' | 'scratch' | 'secrets'>,
  owner: Account,
  upload: NewUpload,
  { bytes, quotaBytes }: { bytes: Uint8Array; quotaBytes: number },
): Promise<{ photo: Photo; isDuplicate: boolean }> {
  const begun = await beginUpload(deps, owner, upload, quotaBytes);
  if (begun.outcome === 'duplicate') return { photo: begun.photo, isDuplicate: true };
  const key = originalKey(begun.photo.id);
  // An earlier attempt of the same request may have stored the file without completing it.
  if (!(await deps.blobs.head(key))) {
    await using scratch = await deps.scratch.create();
    const path = join(scratch.path, 'upload');
    await deps.scratch.write(path, bytes);
    await deps.blobs.writeFile(key, path, upload.contentType);
  }
  const photo = await completeArrivedUpload(deps, begun.photo);
  if (!photo)
    throw new AppError('conflict', 'This upload was cancelled in the meantime. Upload the file again.');
  return { photo, isDuplicate: false };
}
