import { originalKey } from '../../domain/blob-keys.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';

const mostWitnesses = 20;

/**
 * Brings a photo's original to a local path. False only where the store has lost it for certain: it is missed twice, and
 * one that has lain there for longer is found in between. A disk that is not mounted is a folder without a file.
 */
export async function readOriginal(
  ports: Pick<Ports, 'photos' | 'blobs'>,
  photo: Photo,
  path: string,
): Promise<boolean> {
  const key = originalKey(photo.id);
  if (await ports.blobs.readToFile(key, path)) return true;
  if (!(await holdsAnEarlierOne(ports, photo)))
    throw new Error(`${key} is not in the store, nor is an earlier one: is it mounted, and the right one?`);
  return await ports.blobs.readToFile(key, path);
}

async function holdsAnEarlierOne({ photos, blobs }: Pick<Ports, 'photos' | 'blobs'>, { createdAt }: Photo) {
  // In order of id, which is mostly that of time: some of the first ones.
  const { items } = await photos.listAll({ limit: mostWitnesses });
  for (const { id, status, createdAt: begunAt } of items)
    if (status === 'ready' && begunAt < createdAt && (await blobs.head(originalKey(id)))) return true;
  return false;
}
