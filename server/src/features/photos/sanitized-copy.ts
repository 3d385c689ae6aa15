import { join } from 'node:path';
import { originalKey, sanitizedCopyKey } from '../../domain/blob-keys.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { ImageFormat, Photo } from '../../domain/photo.ts';
import { minutes, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

type Deps = Pick<Ports, 'photos' | 'blobs' | 'images' | 'scratch' | 'clock'>;

/* Each copy may take the disk space of a large file, and anybody can request one. */
const maxConcurrent = 16;

/* An original whose copy failed is not tried again for this long: each attempt reads the whole file. */
const pauseAfterFailure = minutes(10);

/** Copies of originals without private metadata, for downloads by others than the owner. */
export type SanitizedCopies = {
  /** Makes and stores the copy if there is none. Concurrent requests share one attempt. */
  ensure(photo: Photo, format: ImageFormat): Promise<void>;
};

/** Creates the state that the requests of one process share. */
export function createSanitizedCopies(deps: Deps): SanitizedCopies {
  const running = new Map<PhotoId, Promise<void>>();
  const failedUntil = new Map<PhotoId, Timestamp>();

  function refuseFailed(id: PhotoId): void {
    const now = deps.clock.now();
    for (const [other, until] of failedUntil) if (until <= now) failedUntil.delete(other);
    const until = failedUntil.get(id);
    if (until === undefined) return;
    const detail = 'This file could not be prepared for download. Try again later.';
    throw new AppError('unavailable', detail, { retryAfter: (until - now) / 1000 });
  }

  return {
    async ensure(photo, format) {
      // Existing copies do not count against the limit.
      if (await deps.blobs.head(sanitizedCopyKey(photo.id))) return;
      const present = running.get(photo.id);
      if (present) return present;
      refuseFailed(photo.id);
      if (running.size >= maxConcurrent)
        throw new AppError('unavailable', 'Too many downloads are being prepared. Try again in a moment.', {
          retryAfter: 5,
        });
      const onFailure = () => failedUntil.set(photo.id, deps.clock.now() + pauseAfterFailure);
      const storing = storeCopy(deps, photo, format, onFailure).finally(() => running.delete(photo.id));
      running.set(photo.id, storing);
      return storing;
    },
  };
}

async function storeCopy(deps: Deps, photo: Photo, format: ImageFormat, onFailure: () => void) {
  await using scratch = await deps.scratch.create();
  const sourcePath = join(scratch.path, 'original');
  const targetPath = join(scratch.path, 'shared');
  if (!(await deps.blobs.readToFile(originalKey(photo.id), sourcePath))) throw notFound('download');
  try {
    await deps.images.stripPrivateMetadata({ sourcePath, format, targetPath });
  } catch (error) {
    onFailure();
    throw error;
  }
  const key = sanitizedCopyKey(photo.id);
  await deps.blobs.writeFile(key, targetPath, `image/${format}`);
  // A purge that ran meanwhile did not find the copy.
  if (await deps.photos.find(photo.id)) return;
  await deps.blobs.remove([key]);
  throw notFound('photo');
}
