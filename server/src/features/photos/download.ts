import {
  type Audience,
  audienceOf,
  canDownloadOriginal,
  canHaveExactOriginal,
  canSeeFileName,
  type Viewer,
} from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { originalKey, renditionKey, sharedKey } from '../../domain/blob-keys.ts';
import { downloadName } from '../../domain/download-name.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, Picture } from '../../domain/photo.ts';
import { minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findVisiblePhoto } from '../shared/loaders.ts';
import { storeSanitizedCopy } from './sanitized-copy.ts';

/* Addresses are the same within a window, so that they can be cached, and hold for at least one more. */
const window = minutes(5);

/* File systems take 255 bytes; the longest titles have more. */
const maxNameLength = 60;

type AddressDownloadDeps = Pick<Ports, 'photos' | 'accounts' | 'blobs' | 'images' | 'scratch' | 'clock'>;

/**
 * A pre-signed address of the original or of the rendition of that width. The owner gets the file as it was uploaded;
 * others get its twin without private metadata, named after the title.
 */
export async function createDownloadUrl(
  ports: AddressDownloadDeps,
  viewer: Viewer,
  id: PhotoId,
  size: 'original' | number,
): Promise<string> {
  const { photo, owner } = await findVisiblePhoto(ports, viewer, id);
  const { picture } = photo;
  if (!picture || !canDownloadOriginal(viewer, photo, owner)) throw notFound('download');
  const expiresAt = (Math.floor(ports.clock.now() / window) + 2) * window;
  const audience = audienceOf(viewer, photo);
  const shownName = canSeeFileName(viewer, photo) ? photo.fileName : publicName(photo, owner);
  if (size !== 'original')
    return renditionUrl(ports, { photo, picture, shownName, audience }, size, expiresAt);
  if (!canHaveExactOriginal(viewer, photo)) await storeSanitizedCopy(ports, photo, picture.format);
  return ports.blobs.presignGet({
    key: canHaveExactOriginal(viewer, photo) ? originalKey(id) : sharedKey(id),
    expiresAt,
    contentType: `image/${picture.format}`,
    downloadName: downloadName(shownName, picture.format),
    audience,
  });
}

const publicName = ({ title }: Photo, { displayName }: Account) =>
  shorten(title || `Photo by ${displayName}`);
const shorten = (name: string) => [...name].slice(0, maxNameLength).join('');

type Shown = { photo: Photo; picture: Picture; shownName: string; audience: Audience };

function renditionUrl(
  ports: AddressDownloadDeps,
  { photo, picture, shownName, audience }: Shown,
  width: number,
  expiresAt: number,
) {
  const rendition = picture.renditions.find((candidate) => candidate.width === width);
  if (!rendition) throw notFound('size');
  return ports.blobs.presignGet({
    key: renditionKey(photo.id, picture.revision, rendition),
    expiresAt,
    contentType: `image/${rendition.format}`,
    downloadName: downloadName(shownName, rendition.format, `-${width}`),
    audience,
  });
}
