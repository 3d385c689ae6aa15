import { originalKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { uploadLifetime } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import { days, hours, minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* What passes by itself is over by then. */
const patience = minutes(30);
const delayReason = 'This photo could not be prepared so far. It is tried again from time to time.';

/** Tells the owner of a photo whose rendering has just failed, once it has waited long. Nothing else of it changes. */
export async function notifyProcessingDelay(
  { photos, events, clock, log }: Pick<Ports, 'photos' | 'events' | 'clock' | 'log'>,
  { id, ownerId, statusSince, statusReason: told }: Photo,
): Promise<void> {
  if (told !== undefined || clock.now() - statusSince < patience) return;
  try {
    await photos.change(id, (present) =>
      present.status === 'processing' ? { ...present, statusReason: delayReason } : present,
    );
    await events.publish(ownerId, { type: 'photo.changed', photoId: id });
  } catch (err) {
    // Why the rendering failed is what matters: the database may be the reason.
    log.warn({ photoId: id, err }, 'owner not told of the delay');
  }
}

/** How often a picture may fail to be drawn, where a sound one can be, before it is rejected. */
const tries = 3;

/**
 * Has a picture that could not be drawn tried again, in case the fault passes, or rejects it after the last try. The fault
 * may be Vitrine's own, so the log gets all of it.
 */
export async function retryOrReject(
  ports: Pick<Ports, 'attempts' | 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>,
  photo: Photo,
  reason: string,
): Promise<void> {
  const { id, statusSince } = photo;
  const { allowed } = await ports.attempts.take({
    key: `undrawn:${id}:${statusSince}`,
    limit: tries - 1,
    window: days(30),
    now: ports.clock.now(),
  });
  if (allowed) throw new Error(`The picture could not be drawn: ${reason}`);
  ports.log.error({ photoId: id, fileName: photo.fileName, tries, reason }, 'picture cannot be drawn');
  await rejectPhoto(
    ports,
    photo,
    'Vitrine could not draw this picture, though it tried several times. Save it anew with another program and upload that file.',
    { wasRead: true },
  );
}

/** Removes what was sent, once more, to the address of an upload that had been rejected: its owner's room holds none of it. */
export async function discardOriginal(ports: Pick<Ports, 'photos' | 'blobs'>, id: PhotoId): Promise<void> {
  const photo = await ports.photos.find(id);
  if (photo?.status !== 'rejected') return;
  await ports.blobs.removeParts(originalKey(id));
  await ports.blobs.remove([originalKey(id)]);
}

/** For when its address holds no more. */
const discardOriginalJob = (photoId: PhotoId, now: Timestamp) => ({
  name: 'discard-original',
  payload: { photoId },
  key: `discard-original:${photoId}`,
  runAt: now + uploadLifetime + hours(1),
});

/** What was ready once is sound, whatever is wrong here: nothing of it goes, and the next sweep says what it lacks. */
export async function keepPreviousRenditions(
  ports: Pick<Ports, 'photos' | 'events' | 'clock' | 'log'>,
  { id, ownerId }: Photo,
  reason: string,
): Promise<void> {
  ports.log.error({ photoId: id, reason }, 'photo not drawn again');
  const statusSince = ports.clock.now();
  await ports.photos.change(id, (present) =>
    present.status === 'processing' ? asReady(present, statusSince) : present,
  );
  await ports.events.publish(ownerId, { type: 'photo.changed', photoId: id });
}

export const asReady = ({ statusReason: _, ...photo }: Photo, statusSince: Timestamp): Photo => ({
  ...photo,
  status: 'ready',
  statusSince,
});

type RejectPhotoDeps = Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>;

/**
 * Tells the owner why a photo is not taken. Its bytes go only where they were read; others stay for as long as its row, in
 * case they turn up.
 */
export async function rejectPhoto(
  ports: RejectPhotoDeps,
  photo: Photo,
  statusReason: string,
  { wasRead }: { wasRead: boolean },
): Promise<void> {
  if (photo.picture) return keepPreviousRenditions(ports, photo, statusReason);
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
