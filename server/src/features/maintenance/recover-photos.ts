import { rejectionLifetime, trashLifetime, uploadPatience } from '../../domain/photo.ts';
import { minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueRendering } from '../steps/enqueue-rendering.ts';
import { purgePhotos } from '../steps/purge-photos.ts';

const batch = 100;

type Needs = Pick<Ports, 'photos' | 'jobs' | 'events' | 'clock' | 'log'>;

/** Puts photos that wait to be rendered, and have waited too long, back into the queue: their job was lost. */
export async function requeueWaitingPhotos(ports: Needs): Promise<number> {
  const before = ports.clock.now() - minutes(1);
  const waiting = await ports.photos.listWaiting({ status: 'processing', before, limit: 1000 });
  for (const photo of waiting) await enqueueRendering(ports, photo);
  return waiting.length;
}

/** Deletes for good what has had its time: uploads that never came, rejections that were read, trash whose days are over. */
export async function purgeExpiredPhotos(ports: Needs): Promise<number> {
  const now = ports.clock.now();
  const expired = [
    await ports.photos.listWaiting({ status: 'uploading', before: now - uploadPatience, limit: batch }),
    await ports.photos.listWaiting({ status: 'rejected', before: now - rejectionLifetime, limit: batch }),
    await ports.photos.listTrashedBefore({ before: now - trashLifetime, limit: batch }),
  ].flat();
  return purgePhotos(ports, expired);
}
