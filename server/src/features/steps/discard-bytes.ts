import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { removeStoredPhoto } from './remove-stored-photo.ts';

/**
 * Removes the bytes of an upload that has just ended, before its owner can use the room again: the purge may wait behind
 * other jobs. What fails here that purge does.
 */
export async function discardBytes(
  ports: Pick<Ports, 'photos' | 'blobs' | 'log'>,
  ended: Photo,
): Promise<void> {
  try {
    // The same Idempotency-Key may have announced another file under the id.
    if (!(await ports.photos.find(ended.id))) await removeStoredPhoto(ports, ended);
  } catch (err) {
    ports.log.warn({ err, photoId: ended.id }, 'bytes not removed yet');
  }
}
