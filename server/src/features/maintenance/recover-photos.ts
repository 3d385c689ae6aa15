import { rejectionLifetime, trashLifetime } from '../../domain/photo.ts';
import { hours, minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueRendering } from '../steps/enqueue-rendering.ts';
import { purgePhotos } from '../steps/purge-photos.ts';

const batch = 100;

const longestPause = hours(6);

type Needs = Pick<Ports, 'photos' | 'jobs' | 'events' | 'attempts' | 'clock' | 'log'>;

/**
 * Puts photos that wait to be rendered, and have waited too long, back into the queue: their job was lost, or is dead. Each
 * is then left alone for twice as long as it has waited, so that few dead jobs come of one that fails every time.
 */
export async function requeueWaitingPhotos(ports: Needs): Promise<number> {
  const now = ports.clock.now();
  const before = now - minutes(1);
  let count = 0;
  for (const photo of await ports.photos.listWaiting({ status: 'processing', before, limit: 1000 })) {
    const { id, statusSince } = photo;
    const window = Math.min(2 * (now - statusSince), longestPause);
    const turn = await ports.attempts.take({ key: `requeue:${id}:${statusSince}`, limit: 1, window, now });
    if (!turn.allowed) continue;
    await enqueueRendering(ports, photo);
    count += 1;
  }
  return count;
}

/** Deletes for good what has had its time: rejections that were read, trash whose days are over. */
export async function purgeExpiredPhotos(ports: Needs): Promise<number> {
  const now = ports.clock.now();
  const expired = [
    await ports.photos.listWaiting({ status: 'rejected', before: now - rejectionLifetime, limit: batch }),
    await ports.photos.listTrashedBefore({ before: now - trashLifetime, limit: batch }),
  ].flat();
  return purgePhotos(ports, expired);
}
