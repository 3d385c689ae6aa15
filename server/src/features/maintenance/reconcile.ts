import { cancellationGrace } from '../../domain/account.ts';
import {
  type Photo,
  rejectionLifetime,
  trashLifetime,
  uploadLifetime,
  uploadPatience,
} from '../../domain/photo.ts';
import { days, hours, minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueRendering } from '../photos/transition.ts';
import { completeArrivedUpload } from '../shared/arrived-upload.ts';
import { purgePhotos } from '../shared/remove-photos.ts';

/* Longer than any request that writes a partial file. */
const partialFilePatience = hours(2);

/* Longer than any queue keeps a job that nobody retries. */
const sentMailMemory = days(90);

type Deps = Pick<
  Ports,
  | 'accounts'
  | 'identity'
  | 'photos'
  | 'jobs'
  | 'events'
  | 'sessions'
  | 'tokens'
  | 'attempts'
  | 'sentMails'
  | 'blobs'
  | 'clock'
  | 'log'
>;

/** Handles the job that runs every few minutes, in one of all workers. */
export async function tidy(deps: Deps): Promise<void> {
  const requeued = await requeueWaitingPhotos(deps);
  const uploads = await recoverUploads(deps);
  const purged = uploads.purged + (await purgeExpiredPhotos(deps));
  const now = deps.clock.now();
  await deps.sessions.removeExpired(now);
  await deps.tokens.removeExpired(now);
  await deps.identity.removeExpiredCodes(now);
  await deps.attempts.removeExpired(now);
  await deps.events.removeExpired(now);
  await deps.sentMails.removeBefore(now - sentMailMemory);
  const deleted = await purgeExpiredAccounts(deps);
  const unfinished = await deps.blobs.removeUnfinished(now - uploadPatience, now - partialFilePatience);
  const { completed } = uploads;
  if (requeued + completed + purged + unfinished + deleted > 0)
    deps.log.info({ requeued, completed, purged, unfinished, deleted }, 'tidied');
}

/* Uploads that are looked for in the store at a time. */
const maxLookups = 100;

/**
 * Completes uploads whose client sent the file and went away, and deletes those that did not arrive within a week.
 * Starts at a random one, so that neither many missing files nor a failing lookup hold up the others.
 */
export async function recoverUploads(
  deps: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>,
): Promise<{ completed: number; purged: number }> {
  const now = deps.clock.now();
  const before = now - uploadLifetime;
  const waiting = await deps.photos.listWaiting({ status: 'uploading', before, limit: 1000 });
  const start = Math.floor(Math.random() * waiting.length);
  let completed = 0;
  const expired: Photo[] = [];
  try {
    for (const photo of [...waiting.slice(start), ...waiting.slice(0, start)].slice(0, maxLookups))
      if (await completeArrivedUpload(deps, photo)) completed += 1;
      else if (photo.statusSince < now - uploadPatience) expired.push(photo);
  } catch (err) {
    // The next run starts at another upload.
    deps.log.warn({ err }, 'uploads not looked for');
  }
  return { completed, purged: await purgePhotos(deps, expired) };
}

const batch = 100;

const longestPause = hours(6);

type PhotoDeps = Pick<Ports, 'photos' | 'jobs' | 'events' | 'attempts' | 'clock' | 'log'>;

/**
 * Enqueues photos again that wait for rendering although their job is lost or dead. The pause between two attempts
 * doubles, so that a photo that always fails leaves few dead jobs.
 */
export async function requeueWaitingPhotos(deps: PhotoDeps): Promise<number> {
  const now = deps.clock.now();
  const before = now - minutes(1);
  let count = 0;
  for (const photo of await deps.photos.listWaiting({ status: 'processing', before, limit: 1000 })) {
    const { id, statusSince } = photo;
    const window = Math.min(2 * (now - statusSince), longestPause);
    const turn = await deps.attempts.take({ key: `requeue:${id}:${statusSince}`, limit: 1, window, now });
    if (!turn.allowed) continue;
    await enqueueRendering(deps, photo);
    count += 1;
  }
  return count;
}

/** Deletes rejected photos and trashed ones whose time is over. */
async function purgeExpiredPhotos(deps: PhotoDeps): Promise<number> {
  const now = deps.clock.now();
  const expired = [
    await deps.photos.listWaiting({ status: 'rejected', before: now - rejectionLifetime, limit: batch }),
    await deps.photos.listTrashedBefore({ before: now - trashLifetime, limit: batch }),
  ].flat();
  return purgePhotos(deps, expired);
}

/* An unconfirmed account holds its names for this long. */
const confirmationPatience = days(7);

/**
 * Enqueues the deletion of cancelled accounts whose grace period is over, and of accounts that were never confirmed.
 */
async function purgeExpiredAccounts(deps: Pick<Ports, 'accounts' | 'jobs' | 'clock'>): Promise<number> {
  const now = deps.clock.now();
  const expired = [
    ...(await deps.accounts.listCancelled({ before: now - cancellationGrace, limit: batch })),
    ...(await deps.accounts.listUnconfirmed({ before: now - confirmationPatience, limit: batch })),
  ];
  for (const { id } of expired)
    await deps.jobs.enqueue({
      name: 'purge-account',
      payload: { accountId: id },
      key: `purge-account:${id}`,
    });
  return expired.length;
}
