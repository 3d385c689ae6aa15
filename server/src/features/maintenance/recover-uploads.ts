import { type Photo, uploadLifetime, uploadPatience } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { completeArrivedUpload } from '../steps/complete-arrived-upload.ts';
import { purgePhotos } from '../steps/purge-photos.ts';

/* How many of those that wait are looked for in the store at a time. */
const mostLookups = 100;

/**
 * Looks for files whose addresses hold no more: what came all the same, though whoever sent it went away before saying
 * so, is completed; what has not come in a week is deleted for good. Begins anywhere among those that wait, so that
 * neither the many that never come nor one that cannot be looked for holds up the others.
 */
export async function recoverUploads(
  ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>,
): Promise<{ completed: number; purged: number }> {
  const now = ports.clock.now();
  const before = now - uploadLifetime;
  const waiting = await ports.photos.listWaiting({ status: 'uploading', before, limit: 1000 });
  const start = Math.floor(Math.random() * waiting.length);
  let completed = 0;
  const expired: Photo[] = [];
  try {
    for (const photo of [...waiting.slice(start), ...waiting.slice(0, start)].slice(0, mostLookups))
      if (await completeArrivedUpload(ports, photo)) completed += 1;
      else if (photo.statusSince < now - uploadPatience) expired.push(photo);
  } catch (err) {
    // Next time it begins with another one.
    ports.log.warn({ err }, 'uploads not looked for');
  }
  return { completed, purged: await purgePhotos(ports, expired) };
}
