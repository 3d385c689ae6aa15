import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../domain/errors.ts';
import type { UploadDefaults } from '../../domain/photo.ts';
import { type Photo, stricterVisibility, withoutTrash } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

type Wishes = {
  [Field in 'title' | 'description' | 'tags' | 'visibility' | 'allowDownload']?: Photo[Field] | undefined;
};

/** The photo of a file that was announced before, with what this announcement gives as far as it still can. */
export async function resumeUpload(
  ports: Pick<Ports, 'photos' | 'events' | 'clock'>,
  found: Photo,
  wishes: Wishes,
  defaults: UploadDefaults,
): Promise<Photo> {
  const now = ports.clock.now();
  const wished = (photo: Photo) => asWished(photo, wishes, defaults, now);
  // Most are there already and stay as they are: nothing is written for them.
  if (wished(found) === found) return found;
  const settled = await ports.photos.change(found.id, wished);
  if (settled.outcome !== 'changed')
    throw new AppError('conflict', 'This photo was just deleted. Please try again.');
  await ports.events.publish(found.ownerId, { type: 'photo.changed', photoId: found.id });
  return settled.photo;
}

/*
 * An upload that has not arrived takes everything that is given. A photo in the trash comes out with its own words, and
 * from the first moment with the visibility that is given; without one, neither its own nor the account's default is
 * exceeded. Any other photo stays as it is.
 */
function asWished(photo: Photo, wishes: Wishes, defaults: UploadDefaults, now: Timestamp): Photo {
  const hasArrived = photo.status !== 'uploading';
  if (hasArrived && photo.trashedAt === undefined) return photo;
  const { title, description, tags, visibility, allowDownload } = wishes;
  const taken = hasArrived
    ? {
        visibility: visibility ?? stricterVisibility(photo.visibility, defaults.visibility),
        allowDownload: allowDownload ?? (photo.allowDownload && defaults.allowDownload),
      }
    : { title, description, tags, visibility, allowDownload };
  const given = Object.fromEntries(Object.entries(taken).filter(([, value]) => value !== undefined));
  const wished = withoutTrash({ ...photo, ...given }, now);
  return isDeepStrictEqual(wished, photo) ? photo : wished;
}
