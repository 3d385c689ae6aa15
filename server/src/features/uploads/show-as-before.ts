import type { Photo } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/** What was ready once is sound, whatever is wrong here: nothing of it goes, and the next sweep says what it lacks. */
export async function showAsBefore(
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
