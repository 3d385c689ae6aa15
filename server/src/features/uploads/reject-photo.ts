import { originalKey } from '../../domain/blob-keys.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { discardOriginalJob } from './discard-original.ts';
import { showAsBefore } from './show-as-before.ts';

type Needs = Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>;

/**
 * Tells the owner why a photo is not taken. Its bytes go only where they were read; others stay for as long as its row, in
 * case they turn up.
 */
export async function rejectPhoto(
  ports: Needs,
  photo: Photo,
  statusReason: string,
  { wasRead }: { wasRead: boolean },
): Promise<void> {
  if (photo.picture) return showAsBefore(ports, photo, statusReason);
  const statusSince = ports.clock.now();
  // First, so that it is done wherever this ends.
  if (wasRead) await ports.jobs.enqueue(discardOriginalJob(photo.id, statusSince));
  const outcome = await ports.photos.change(photo.id, (present) =>
    present.status === 'processing' ? { ...present, status: 'rejected', statusReason, statusSince } : present,
  );
  // Another worker may have drawn it meanwhile: then its bytes stay.
  if (outcome.outcome !== 'changed' || outcome.photo.status !== 'rejected') return;
  if (wasRead) await ports.blobs.remove([originalKey(photo.id)]);
  await ports.events.publish(photo.ownerId, { type: 'photo.changed', photoId: photo.id });
  ports.log.info({ photoId: photo.id, statusReason }, 'photo rejected');
}
