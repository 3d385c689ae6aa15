import {
  type Audience,
  audienceOf,
  canDownloadOriginal,
  canHaveExactOriginal,
  canSeeFileName,
  type Viewer,
} from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { originalKey, renditionKey, sanitizedCopyKey } from '../../domain/blob-keys.ts';
import { downloadName } from '../../domain/download-name.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, Picture } from '../../domain/photo.ts';
import { minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findVisiblePhoto } from '../shared/loaders.ts';
import type { SanitizedCopies } from './sanitized-copy.ts';

/* All URLs of a window are equal, so that they can be cached. Each is valid for one more window at least. */
const window = minutes(5);

/* File systems allow 255 bytes, which the longest titles exceed. */
const maxNameLength = 60;

type Deps = Pick<Ports, 'photos' | 'accounts' | 'blobs' | 'clock'> & { sanitizedCopies: SanitizedCopies };

/**
 * Signs a download URL of the original, or of the rendition of a width. The owner gets the exact original; others get a
 * sanitized copy that is named after the title.
 */
export async function createDownloadUrl(
  deps: Deps,
  viewer: Viewer,
  id: PhotoId,
  size: 'original' | number,
): Promise<string> {
  const { photo, owner } = await findVisiblePhoto(deps, viewer, id);
  const { picture } = photo;
  if (!picture || !canDownloadOriginal(viewer, photo, owner)) throw notFound('download');
  const expiresAt = (Math.floor(deps.clock.now() / window) + 2) * window;
  const audience = audienceOf(viewer, photo);
  const shownName = canSeeFileName(viewer, photo) ? photo.fileName : publicName(photo, owner);
  if (size !== 'original')
    return createRenditionUrl(deps, { photo, picture, shownName, audience }, size, expiresAt);
  const isExact = canHaveExactOriginal(viewer, photo);
  if (!isExact) await deps.sanitizedCopies.ensure(photo, picture.format);
  return deps.blobs.presignGet({
    key: isExact ? originalKey(id) : sanitizedCopyKey(id),
    expiresAt,
    contentType: `image/${picture.format}`,
    downloadName: downloadName(shownName, picture.format),
    audience,
  });
}

const publicName = ({ title }: Photo, { displayName }: Account) =>
  [...(title || `Photo by ${displayName}`)].slice(0, maxNameLength).join('');

type Download = { photo: Photo; picture: Picture; shownName: string; audience: Audience };

function createRenditionUrl(
  { blobs }: Deps,
  { photo, picture, shownName, audience }: Download,
  width: number,
  expiresAt: number,
): Promise<string> {
  const rendition = picture.renditions.find((candidate) => candidate.width === width);
  if (!rendition) throw notFound('size');
  return blobs.presignGet({
    key: renditionKey(photo.id, picture.revision, rendition),
    expiresAt,
    contentType: `image/${rendition.format}`,
    downloadName: downloadName(shownName, rendition.format, `-${width}`),
    audience,
  });
}
