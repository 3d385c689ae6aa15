import type { Photo } from '../../domain/photo.ts';
import { days } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { rejectPhoto } from './reject-photo.ts';

/** How often a picture may fail to be drawn, where a sound one can be, before it is rejected. */
const tries = 3;

/**
 * Has a picture that could not be drawn tried again, in case the fault passes, or rejects it after the last try. The fault
 * may be Vitrine's own, so the log gets all of it.
 */
export async function giveUpDrawing(
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
