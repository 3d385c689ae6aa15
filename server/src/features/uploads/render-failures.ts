import { originalKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { type Photo, uploadLifetime } from '../../domain/photo.ts';
import { days, hours, minutes, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { type TransitionDeps, transition } from '../photos/transition.ts';

/* Transient faults are over by then. */
const delayPatience = minutes(30);
const delayReason = 'This photo could not be processed so far. Vitrine keeps trying.';

/* Attempts at an image that cannot be rendered although a sound one can. */
const maxAttempts = 3;

type Deps = TransitionDeps & Pick<Ports, 'blobs' | 'log'>;

/**
 * Gives the photo a reason that its owner reads if it has waited long for rendering. Called after each failed
 * attempt.
 */
export async function notifyProcessingDelay(
  deps: TransitionDeps & Pick<Ports, 'log'>,
  { id, statusSince, statusReason }: Photo,
): Promise<void> {
  if (statusReason !== undefined || deps.clock.now() - statusSince < delayPatience) return;
  try {
    await transition(deps, id, { type: 'delay', reason: delayReason });
  } catch (err) {
    // The caller reports why the rendering failed. That may be this very database.
    deps.log.warn({ photoId: id, err }, 'processing delay not stored');
  }
}

/**
 * Throws, so that the job retries an image that could not be rendered, or rejects the photo after the last attempt. The
 * log gets the whole reason: the fault may be Vitrine's own.
 */
export async function retryOrReject(
  deps: Deps & Pick<Ports, 'attempts'>,
  photo: Photo,
  reason: string,
): Promise<void> {
  const { id, statusSince } = photo;
  const { allowed } = await deps.attempts.take({
    key: `undrawn:${id}:${statusSince}`,
    limit: maxAttempts - 1,
    window: days(30),
    now: deps.clock.now(),
  });
  if (allowed) throw new Error(`The picture could not be drawn: ${reason}`);
  deps.log.error(
    { photoId: id, fileName: photo.fileName, tries: maxAttempts, reason },
    'picture cannot be drawn',
  );
  await rejectPhoto(
    deps,
    photo,
    'Vitrine could not draw this picture in several attempts. Save it with another program and upload that file.',
    { wasRead: true },
  );
}

/**
 * Rejects a photo with a reason for its owner; one that was ready before keeps its previous renditions. The bytes are
 * deleted if they were read. Otherwise they stay as long as the row, in case the file turns up.
 */
export async function rejectPhoto(
  deps: Deps,
  photo: Photo,
  reason: string,
  { wasRead }: { wasRead: boolean },
): Promise<void> {
  if (photo.picture) return keepPreviousRenditions(deps, photo, reason);
  // Enqueued first, so that the bytes go even if this process ends here.
  if (wasRead) await deps.jobs.enqueue(discardOriginalJob(photo.id, deps.clock.now()));
  const rejected = await transition(deps, photo.id, { type: 'reject', reason });
  // Another worker may have rendered the photo meanwhile: then its bytes stay.
  if (rejected.outcome === 'absent' || rejected.photo.status !== 'rejected') return;
  if (wasRead) await deps.blobs.remove([originalKey(photo.id)]);
  deps.log.info({ photoId: photo.id, statusReason: reason }, 'photo rejected');
}

/** Makes a photo `ready` with its previous renditions. The next sweep reports what they lack. */
export async function keepPreviousRenditions(
  deps: TransitionDeps & Pick<Ports, 'log'>,
  { id }: Photo,
  reason: string,
): Promise<void> {
  deps.log.error({ photoId: id, reason }, 'photo not drawn again');
  await transition(deps, id, { type: 'keepPrevious' });
}

/** Deletes bytes that were sent again to the URL of a rejected upload, which count against no quota. */
export async function discardOriginal(deps: Pick<Ports, 'photos' | 'blobs'>, id: PhotoId): Promise<void> {
  const photo = await deps.photos.find(id);
  if (photo?.status !== 'rejected') return;
  await deps.blobs.removeParts(originalKey(id));
  await deps.blobs.remove([originalKey(id)]);
}

/* Runs after the upload URL has expired. */
const discardOriginalJob = (photoId: PhotoId, now: Timestamp) => ({
  name: 'discard-original',
  payload: { photoId },
  key: `discard-original:${photoId}`,
  runAt: now + uploadLifetime + hours(1),
});
