import { join } from 'node:path';
import { originalKey, sharedKey } from '../../domain/blob-keys.ts';
import { notFound } from '../../domain/errors.ts';
import type { ImageFormat, Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

/** Makes the twin of an original that holds nothing private, where there is none yet. */
export async function storeSharedTwin(
  ports: Pick<Ports, 'blobs' | 'images' | 'scratch'>,
  photo: Photo,
  format: ImageFormat,
): Promise<void> {
  const key = sharedKey(photo.id);
  if (await ports.blobs.head(key)) return;
  await using scratch = await ports.scratch.create();
  const sourcePath = join(scratch.path, 'original');
  const targetPath = join(scratch.path, 'shared');
  if (!(await ports.blobs.readToFile(originalKey(photo.id), sourcePath))) throw notFound('download');
  await ports.images.stripPrivateMetadata({ sourcePath, format, targetPath });
  await ports.blobs.writeFile(key, targetPath, `image/${format}`);
}
