import { uploadPatience } from '../../domain/photo.ts';
import { days, hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { purgeExpiredAccounts } from './purge-expired-accounts.ts';
import { purgeExpiredPhotos, requeueWaitingPhotos } from './recover-photos.ts';
import { recoverUploads } from './recover-uploads.ts';

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
