import { join } from 'node:path';
import type { Account } from '../../domain/account.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { completeArrivedUpload } from '../steps/complete-arrived-upload.ts';
import { beginUpload, type NewUpload } from './begin-upload.ts';

type Needs = Pick<
  Ports,
  'photos' | 'albums' | 'blobs' | 'attempts' | 'scratch' | 'jobs' | 'events' | 'secrets' | 'clock'
>;

/** Announces, stores and completes a file that came with its announcement, under the rules of one that comes after it. */
export async function uploadWhole(
  ports: Needs,
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
