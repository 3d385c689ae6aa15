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

/* Longer than any request takes that writes one. */
const draftPatience = hours(2);

/* Longer than any queue keeps a job that nobody asks it to try again. */
const sentMailMemory = days(90);

/** What has to be done every few minutes, by one worker of however many. */
export async function tidy(
  ports: Pick<
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
  >,
): Promise<void> {
  const requeued = await requeueWaitingPhotos(ports);
  const uploads = await recoverUploads(ports);
  const purged = uploads.purged + (await purgeExpiredPhotos(ports));
  const now = ports.clock.now();
  await ports.sessions.removeExpired(now);
  await ports.tokens.removeExpired(now);
  await ports.identity.removeExpiredCodes(now);
  await ports.attempts.removeExpired(now);
  await ports.events.removeExpired(now);
  await ports.sentMails.removeBefore(now - sentMailMemory);
  const deleted = await purgeExpiredAccounts(ports);
  const unfinished = await ports.blobs.removeUnfinished(now - uploadPatience, now - draftPatience);
  const { completed } = uploads;
  if (requeued + completed + purged + unfinished + deleted > 0)
    ports.log.info({ requeued, completed, purged, unfinished, deleted }, 'tidied');
}

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

const accountBatch = 100;
/** How long a name is kept for somebody who never confirmed. */
const confirmationPatience = days(7);

/** Has cancelled accounts deleted whose grace period is over, and those that were never confirmed. */
export async function purgeExpiredAccounts(
  ports: Pick<Ports, 'accounts' | 'jobs' | 'clock'>,
): Promise<number> {
  const now = ports.clock.now();
  const expired = [
    ...(await ports.accounts.listCancelled({ before: now - cancellationGrace, limit: accountBatch })),
    ...(await ports.accounts.listUnconfirmed({ before: now - confirmationPatience, limit: accountBatch })),
  ];
  for (const { id } of expired)
    await ports.jobs.enqueue({
      name: 'purge-account',
      payload: { accountId: id },
      key: `purge-account:${id}`,
    });
  return expired.length;
}

const batch = 100;

const longestPause = hours(6);

type RecoverPhotosDeps = Pick<Ports, 'photos' | 'jobs' | 'events' | 'attempts' | 'clock' | 'log'>;

/**
 * Puts photos that wait to be rendered, and have waited too long, back into the queue: their job was lost, or is dead. Each
 * is then left alone for twice as long as it has waited, so that few dead jobs come of one that fails every time.
 */
export async function requeueWaitingPhotos(ports: RecoverPhotosDeps): Promise<number> {
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
export async function purgeExpiredPhotos(ports: RecoverPhotosDeps): Promise<number> {
  const now = ports.clock.now();
  const expired = [
    await ports.photos.listWaiting({ status: 'rejected', before: now - rejectionLifetime, limit: batch }),
    await ports.photos.listTrashedBefore({ before: now - trashLifetime, limit: batch }),
  ].flat();
  return purgePhotos(ports, expired);
}
