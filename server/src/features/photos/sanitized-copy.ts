import { join } from 'node:path';
import { originalKey, sharedKey } from '../../domain/blob-keys.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { ImageFormat, Photo } from '../../domain/photo.ts';
import { minutes, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

type StoreSharedTwinDeps = Pick<Ports, 'photos' | 'blobs' | 'images' | 'scratch' | 'clock'>;

const underWay = new Map<PhotoId, Promise<void>>();
/* Each may be a copy of a large file on our own disk, and anybody can ask. */
const mostUnderWay = 16;

/** Until when files are left alone that no twin could be made of: fetching and reading one again costs every time the same. */
const failed = new Map<PhotoId, Timestamp>();
const pause = minutes(10);

/** Makes the twin of an original that holds nothing private, where there is none yet: once, however many ask for it. */
export async function storeSanitizedCopy(
  ports: StoreSharedTwinDeps,
  photo: Photo,
  format: ImageFormat,
): Promise<void> {
  // Before anything is counted: those that are there already are handed out however many are being made.
  if (await ports.blobs.head(sharedKey(photo.id))) return;
  const present = underWay.get(photo.id);
  if (present) return present;
  refuseFailed(photo.id, ports.clock.now());
  if (underWay.size >= mostUnderWay)
    throw new AppError('unavailable', 'Too much is being prepared just now. Please try again in a moment.', {
      retryAfter: 5,
    });
  const storing = makeTwin(ports, photo, format).finally(() => underWay.delete(photo.id));
  underWay.set(photo.id, storing);
  return storing;
}

function refuseFailed(id: PhotoId, now: Timestamp): void {
  for (const [other, until] of failed) if (until <= now) failed.delete(other);
  const until = failed.get(id);
  if (until !== undefined)
    throw new AppError(
      'unavailable',
      'This file could not be prepared for download. Please try again later.',
      {
        retryAfter: (until - now) / 1000,
      },
    );
}

async function makeTwin(ports: StoreSharedTwinDeps, photo: Photo, format: ImageFormat): Promise<void> {
  await using scratch = await ports.scratch.create();
  const sourcePath = join(scratch.path, 'original');
  const targetPath = join(scratch.path, 'shared');
  if (!(await ports.blobs.readToFile(originalKey(photo.id), sourcePath))) throw notFound('download');
  try {
    await ports.images.stripPrivateMetadata({ sourcePath, format, targetPath });
  } catch (error) {
    failed.set(photo.id, ports.clock.now() + pause);
    throw error;
  }
  const key = sharedKey(photo.id);
  await ports.blobs.writeFile(key, targetPath, `image/${format}`);
  // Deleted for good meanwhile: what removes its bytes may have come by before these.
  if (await ports.photos.find(photo.id)) return;
  await ports.blobs.remove([key]);
  throw notFound('photo');
}
