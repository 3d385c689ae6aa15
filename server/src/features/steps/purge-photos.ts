import { type Photo, uploadLifetime } from '../../domain/photo.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/**
 * Removes photos for good: the rows now, the bytes by a job, which also finishes what ends half way here. Bytes that are
 * sent to the address of an upload after it was given up are removed once that address holds no more.
 */
export async function purgePhotos(
  ports: Pick<Ports, 'photos' | 'jobs' | 'events' | 'clock'>,
  photos: readonly Photo[],
): Promise<void> {
  if (photos.length === 0) return;
  const payload = { photos: photos.map(({ id, ownerId, createdAt }) => ({ id, ownerId, createdAt })) };
  await ports.jobs.enqueue({ name: 'purge-photos', payload });
  if (photos.some(({ status }) => status === 'uploading' || status === 'rejected')) {
    const runAt = ports.clock.now() + uploadLifetime + hours(1);
    await ports.jobs.enqueue({ name: 'purge-photos', payload, runAt });
  }
  for (const photo of photos) {
    await ports.photos.remove(photo.id);
    await ports.events.publish(photo.ownerId, { type: 'photo.gone', photoId: photo.id });
  }
}
