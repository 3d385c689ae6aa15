import type { Photo } from '../../domain/photo.ts';
import { minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* What passes by itself is over by then. */
const patience = minutes(30);
const statusReason = 'This photo could not be prepared so far. It is tried again from time to time.';

/** Tells the owner of a photo whose rendering has just failed, once it has waited long. Nothing else of it changes. */
export async function tellDelay(
  { photos, events, clock, log }: Pick<Ports, 'photos' | 'events' | 'clock' | 'log'>,
  { id, ownerId, statusSince, statusReason: told }: Photo,
): Promise<void> {
  if (told !== undefined || clock.now() - statusSince < patience) return;
  try {
    await photos.change(id, (present) =>
      present.status === 'processing' ? { ...present, statusReason } : present,
    );
    await events.publish(ownerId, { type: 'photo.changed', photoId: id });
  } catch (err) {
    // Why the rendering failed is what matters: the database may be the reason.
    log.warn({ photoId: id, err }, 'owner not told of the delay');
  }
}
