import { canEditPhoto } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { type PhotoEffect, type PhotoEvent, transitionPhoto } from '../../domain/photo-lifecycle.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

export type TransitionDeps = Pick<Ports, 'photos' | 'events' | 'jobs' | 'clock'>;

export type TransitionResult =
  | { outcome: 'changed' | 'unchanged' | 'refused'; photo: Photo }
  | { outcome: 'absent' }
  /** Another photo of the owner claims the checksum. `photo` is as it was. */
  | { outcome: 'duplicate'; photo: Photo };

export type TransitionOptions = {
  /** Throws `not-found` unless this account may edit the photo. */
  editor?: Account;
  /** The time of the event, for many photos that change at once. */
  now?: Timestamp;
};

/**
 * Applies an event to a photo: stores the change, publishes `photo.changed` to its owner and enqueues the job that
 * follows. No other function changes a photo's row.
 */
export async function transition(
  deps: TransitionDeps,
  id: PhotoId,
  event: PhotoEvent,
  { editor, now = deps.clock.now() }: TransitionOptions = {},
): Promise<TransitionResult> {
  let before: Photo | undefined;
  let result: 'changed' | 'unchanged' | 'refused' = 'unchanged';
  const effects = new Set<PhotoEffect>();
  const stored = await deps.photos.change(id, (present) => {
    if (editor && !canEditPhoto(editor, present)) throw notFound('photo');
    const next = transitionPhoto(present, event, now);
    before = present;
    result = next.outcome;
    // A write may succeed although its response is lost; the retry then finds nothing to change, but the event is due.
    for (const effect of next.effects) effects.add(effect);
    return next.photo;
  });
  if (stored.outcome === 'absent') return stored;
  if (stored.outcome === 'duplicate') {
    if (!before) throw new Error('a store reports a duplicate without a change');
    return { outcome: 'duplicate', photo: before };
  }
  const { photo } = stored;
  if (effects.has('publish')) await publishChange(deps, photo);
  if (effects.has('render')) await enqueueRendering(deps, photo);
  return { outcome: result, photo };
}

/** Applies an event to a photo of the editor, or throws `not-found` or `conflict`. Returns the photo after it. */
export async function transitionOwnPhoto(
  deps: TransitionDeps,
  editor: Account,
  id: PhotoId,
  event: PhotoEvent,
  now?: Timestamp,
): Promise<Photo> {
  const result = await transition(deps, id, event, { editor, ...(now !== undefined && { now }) });
  if (result.outcome === 'absent') throw notFound('photo');
  if (result.outcome === 'refused' || result.outcome === 'duplicate')
    throw new AppError('conflict', 'The photo’s current state does not allow this.');
  return result.photo;
}

const publishChange = ({ events }: Pick<Ports, 'events'>, { id, ownerId }: Photo): Promise<void> =>
  events.publish(ownerId, { type: 'photo.changed', photoId: id });

/** Enqueues the rendering of a photo in state `processing`. The owners of waiting photos take turns. Idempotent. */
export const enqueueRendering = (
  { jobs }: Pick<Ports, 'jobs'>,
  { id, ownerId }: Pick<Photo, 'id' | 'ownerId'>,
): Promise<void> =>
  jobs.enqueue({
    name: 'render-photo',
    payload: { photoId: id },
    key: `render-photo:${id}`,
    group: ownerId,
  });

/**
 * Enqueues the rendering again before an earlier arrival is acknowledged: the process that took it may have ended
 * first.
 */
export async function ensureRendered(deps: Pick<Ports, 'jobs'>, photo: Photo): Promise<Photo> {
  if (photo.status === 'processing') await enqueueRendering(deps, photo);
  return photo;
}
