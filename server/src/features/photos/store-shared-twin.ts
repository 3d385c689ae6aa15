import { join } from 'node:path';
import { originalKey, sharedKey } from '../../domain/blob-keys.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { ImageFormat, Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

type Needs = Pick<Ports, 'blobs' | 'images' | 'scratch'>;

const underWay = new Map<PhotoId, Promise<void>>();
/* Each may be a copy of a large file on our own disk, and anybody can ask. */
const mostUnderWay = 16;

/** Makes the twin of an original that holds nothing private, where there is none yet: once, however many ask for it. */
export async function storeSharedTwin(ports: Needs, photo: Photo, format: ImageFormat): Promise<void> {
  // Before anything is counted: those that are there already are handed out however many are being made.
  if (await ports.blobs.head(sharedKey(photo.id))) return;
  const present = underWay.get(photo.id);
  if (present) return present;
  if (underWay.size >= mostUnderWay)
    throw new AppError('unavailable', 'Too much is being prepared just now. Please try again in a moment.', {
      retryAfter: 5,
    });
  const storing = makeTwin(ports, photo, format).finally(() => underWay.delete(photo.id));
  underWay.set(photo.id, storing);
  return storing;
}

async function makeTwin(ports: Needs, photo: Photo, format: ImageFormat): Promise<void> {
  await using scratch = await ports.scratch.create();
  const sourcePath = join(scratch.path, 'original');
  const targetPath = join(scratch.path, 'shared');
  if (!(await ports.blobs.readToFile(originalKey(photo.id), sourcePath))) throw notFound('download');
  await ports.images.stripPrivateMetadata({ sourcePath, format, targetPath });
  await ports.blobs.writeFile(sharedKey(photo.id), targetPath, `image/${format}`);
}
