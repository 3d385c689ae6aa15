import { type Audience, canFindPhoto, canReadBytes } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { renditionName } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, Rendition } from '../../domain/photo.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

export const mediaBase = '/media';

/* All signatures of a window are equal, so that browsers and CDNs can cache the response. */
const window = hours(6);

const audiences: readonly Audience[] = ['owner', 'admin', 'others'];

const renditionPath = (photoId: PhotoId, revision: string, rendition: Pick<Rendition, 'width' | 'format'>) =>
  `${mediaBase}/${photoId}/${revision}/${renditionName(rendition)}`;

/** State of a photo that its signed URLs depend on: a change of it invalidates them. */
type SignedState = Pick<Photo, 'visibility' | 'hiddenAt' | 'trashedAt'>;

const signedText = (path: string, expires: string | number, audience: string, state: SignedState) =>
  [path, expires, audience, state.visibility, state.hiddenAt ?? '', state.trashedAt ?? ''].join('\n');

/** Returns the URL of a rendition: permanent if the photo is public, else signed and expiring. */
export function renditionUrl(
  { secrets, clock }: Pick<Ports, 'secrets' | 'clock'>,
  request: { photo: Photo; revision: string; isPublic: boolean; audience: Audience },
  rendition: Rendition,
): string {
  const { photo, revision, isPublic, audience } = request;
  const path = renditionPath(photo.id, revision, rendition);
  if (isPublic) return path;
  const expires = (Math.floor(clock.now() / window) + 2) * window;
  const signature = secrets.sign('media', signedText(path, expires, audience, photo));
  return `${path}?for=${audience}&expires=${expires}&signature=${signature}`;
}

export type SignedUrl = {
  path: string;
  audience: string | undefined;
  expires: string | undefined;
  signature: string | undefined;
};

/**
 * Returns the audience of a URL if its signature is valid for the photo's present state and the audience may see it.
 */
export function verifySignedUrl(
  { secrets, clock }: Pick<Ports, 'secrets' | 'clock'>,
  url: SignedUrl,
  { photo, owner }: { photo: Photo; owner: Account },
): Audience | undefined {
  const { path, expires, signature } = url;
  const audience = audiences.find((known) => known === url.audience);
  if (!audience || !expires || !signature) return undefined;
  if (!/^\d{1,16}$/u.test(expires) || Number(expires) <= clock.now()) return undefined;
  const isSigned = secrets.verify('media', signedText(path, expires, audience, photo), signature);
  return isSigned && canReadBytes(audience, photo, owner) ? audience : undefined;
}

/** Returns true if everybody may read the renditions of this revision. */
export async function isPublicRevision(
  { photos, accounts }: Pick<Ports, 'photos' | 'accounts'>,
  photoId: PhotoId,
  revision: string,
): Promise<boolean> {
  const photo = await photos.find(photoId);
  if (photo?.picture?.revision !== revision) return false;
  const owner = await accounts.find(photo.ownerId);
  return owner !== undefined && canFindPhoto(photo, owner);
}
