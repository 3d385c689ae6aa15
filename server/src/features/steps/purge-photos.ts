import { isStillPurged, type Photo, uploadLifetime } from '../../domain/photo.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/**
 * Removes photos for good: the rows now, the bytes by a job, which also finishes what ends half way here. Bytes that are
 * sent to the address of an upload after it went are removed once that address holds no more. A photo stays that
 * arrived, or left the trash, since it was chosen. Answers how many went.
 */
export async function purgePhotos(
  ports: Pick<Ports, 'photos' | 'jobs' | 'events' | 'clock'>,
  photos: readonly Photo[],
): Promise<number> {
  if (photos.length === 0) return 0;
  const payload = { photos: photos.map(toPurged) };
  await ports.jobs.enqueue({ name: 'purge-photos', payload });
  const now = ports.clock.now();
  if (photos.some((photo) => mayBeSentTo(photo, now))) {
    const runAt = now + uploadLifetime + hours(1);
    await ports.jobs.enqueue({ name: 'purge-photos', payload, runAt });
  }
  let count = 0;
  for (const photo of photos) {
    const isRemoved = await ports.photos.remove(photo.id, (present) => isStillPurged(present, photo));
    // The job may have been quicker.
    if (!isRemoved && (await ports.photos.find(photo.id))) continue;
    await ports.events.publish(photo.ownerId, { type: 'photo.gone', photoId: photo.id });
    count += 1;
  }
  return count;
}

/* The address to send it to was last signed before it arrived. */
const mayBeSentTo = ({ status, statusSince }: Photo, now: Timestamp) =>
  status === 'uploading' || now < statusSince + uploadLifetime;

const toPurged = ({ id, ownerId, createdAt, status, trashedAt }: Photo) => ({
  id,
  ownerId,
  createdAt,
  status,
  trashedAt,
});
