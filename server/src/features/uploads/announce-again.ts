import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../domain/errors.ts';
import { type Photo, withoutTrash } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

type Wishes = {
  [Field in 'title' | 'description' | 'tags' | 'visibility']?: Photo[Field] | undefined;
};

/** The photo of a file that was announced before, with what this announcement gives as far as it still can. */
export async function announceAgain(
  ports: Pick<Ports, 'photos' | 'events' | 'clock'>,
  found: Photo,
  wishes: Wishes,
): Promise<Photo> {
  const now = ports.clock.now();
  // Most are there already and stay as they are: nothing is written for them.
  if (asWished(found, wishes, now) === found) return found;
  const settled = await ports.photos.change(found.id, (photo) => asWished(photo, wishes, now));
  if (settled.outcome !== 'changed')
    throw new AppError('conflict', 'This photo was just deleted. Please try again.');
  await ports.events.publish(found.ownerId, { type: 'photo.changed', photoId: found.id });
  return settled.photo;
}

/*
 * Nobody has seen what has not arrived: everything that is given goes into it. What lies in the trash comes out with the
 * words that it has, and from the first moment for no others than those who are to see it; where that is not said, as it
 * was: a new upload would be public, which is never the more private of the two. What is there stays as it is.
 */
function asWished(photo: Photo, wishes: Wishes, now: Timestamp): Photo {
  const hasArrived = photo.status !== 'uploading';
  if (hasArrived && photo.trashedAt === undefined) return photo;
  const { title, description, tags, visibility } = wishes;
  const taken = hasArrived ? { visibility } : { title, description, tags, visibility };
  const given = Object.fromEntries(Object.entries(taken).filter(([, value]) => value !== undefined));
  const wished = withoutTrash({ ...photo, ...given }, now);
  return isDeepStrictEqual(wished, photo) ? photo : wished;
}
