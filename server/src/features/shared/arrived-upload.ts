import { originalKey } from '../../domain/blob-keys.ts';
import type { Photo } from '../../domain/photo.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { Ports } from '../../ports/index.ts';
import { transition } from '../photos/transition.ts';

/** Moves an announced photo to `processing` if its bytes are in the store. Returns `undefined` if they are not. */
export async function completeArrivedUpload(
  deps: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>,
  announced: Photo,
): Promise<Photo | undefined> {
  if (announced.status !== 'uploading') return undefined;
  const bytes = await findArrivedBytes(deps, announced);
  if (bytes === undefined) return undefined;
  const arrived = await transition(deps, announced.id, { type: 'arrive', bytes });
  return arrived.outcome === 'absent' || arrived.outcome === 'duplicate' ? undefined : arrived.photo;
}

/* Puts the parts together first if the file was sent in parts. */
async function findArrivedBytes({ blobs }: Pick<Ports, 'blobs'>, { id, bytes }: Photo) {
  const key = originalKey(id);
  const lengths = partLengths(bytes);
  if (lengths.length === 1) return (await blobs.head(key))?.bytes;
  return (await blobs.completeParts({ key, lengths })) ? bytes : undefined;
}
