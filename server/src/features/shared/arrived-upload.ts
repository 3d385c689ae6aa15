import { originalKey } from '../../domain/blob-keys.ts';
import type { Photo } from '../../domain/photo.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { Ports } from '../../ports/index.ts';
import { ensureRendered } from '../photos/transition.ts';

/** Once the bytes of an announced photo lie in the store, it is `processing`. Answers nothing where they do not. */
export async function completeArrivedUpload(
  ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>,
  announced: Photo,
): Promise<Photo | undefined> {
  if (announced.status !== 'uploading') return undefined;
  const bytes = await findArrived(ports, announced);
  if (bytes === undefined) return undefined;
  const statusSince = ports.clock.now();
  const outcome = await ports.photos.change(announced.id, (photo) =>
    photo.status === 'uploading' ? { ...photo, status: 'processing', statusSince, bytes } : photo,
  );
  if (outcome.outcome !== 'changed') return undefined;
  await ports.events.publish(announced.ownerId, { type: 'photo.changed', photoId: announced.id });
  return ensureRendered(ports, outcome.photo);
}

/* How long the file is that lies in the store, once it does: of one that came in parts, once they are put together. */
async function findArrived(ports: Pick<Ports, 'blobs'>, { id, bytes }: Photo): Promise<number | undefined> {
  const key = originalKey(id);
  const lengths = partLengths(bytes);
  if (lengths.length === 1) return (await ports.blobs.head(key))?.bytes;
  return (await ports.blobs.completeParts({ key, lengths })) ? bytes : undefined;
}
