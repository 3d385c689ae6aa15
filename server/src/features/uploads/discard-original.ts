import { originalKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { uploadLifetime } from '../../domain/photo.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/** Removes what was sent, once more, to the address of an upload that had been rejected: its owner's room holds none of it. */
export async function discardOriginal(ports: Pick<Ports, 'photos' | 'blobs'>, id: PhotoId): Promise<void> {
  const photo = await ports.photos.find(id);
  if (photo?.status !== 'rejected') return;
  await ports.blobs.removeParts(originalKey(id));
  await ports.blobs.remove([originalKey(id)]);
}

/** For when its address holds no more. */
export const discardOriginalJob = (photoId: PhotoId, now: Timestamp) => ({
  name: 'discard-original',
  payload: { photoId },
  key: `discard-original:${photoId}`,
  runAt: now + uploadLifetime + hours(1),
});
