import { type Audience, canReadBytes } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { isActive } from '../../domain/account.ts';
import { renditionName } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, Rendition } from '../../domain/photo.ts';
import { isListed } from '../../domain/photo.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

export const mediaBase = '/media';

/* Signatures are over fixed windows: within one, an address stays the same and browsers and CDNs can keep what it gave. */
const window = hours(6);

const path = (photoId: PhotoId, revision: string, rendition: Pick<Rendition, 'width' | 'format'>) =>
  `${mediaBase}/${photoId}/${revision}/${renditionName(rendition)}`;

/** The state of a photo that its signed addresses are bound to: once it changes, they end. */
type Sight = Pick<Photo, 'visibility' | 'hiddenAt' | 'trashedAt'>;

const signedText = (path: string, expires: string | number, audience: string, sight: Sight) =>
  [path, expires, audience, sight.visibility, sight.hiddenAt ?? '', sight.trashedAt ?? ''].join('\n');

/** Where a rendition is read from: for ever the same for what everybody may see, signed and expiring for the rest. */
export function renditionUrl(
  ports: Pick<Ports, 'secrets' | 'clock'>,
  request: { photo: Photo; revision: string; isPublic: boolean; audience: Audience },
  rendition: Rendition,
): string {
  const { photo, revision, isPublic, audience } = request;
  const address = path(photo.id, revision, rendition);
  if (isPublic) return address;
  const expires = (Math.floor(ports.clock.now() / window) + 2) * window;
  const signature = ports.secrets.sign('media', signedText(address, expires, audience, photo));
  return `${address}?for=${audience}&expires=${expires}&signature=${signature}`;
}

export type SignedUrl = {
  path: string;
  audience: string | undefined;
  expires: string | undefined;
  signature: string | undefined;
};

/** The audience of an address whose signature holds for the photo as it is, and that may still see the photo. */
export function verifySignedUrl(
  ports: Pick<Ports, 'secrets' | 'clock'>,
  address: SignedUrl,
  { photo, owner }: { photo: Photo; owner: Account },
): Audience | undefined {
  const { path, expires, signature } = address;
  const audience = audiences.find((known) => known === address.audience);
  if (!audience || !expires || !signature) return undefined;
  if (!/^\d{1,16}$/u.test(expires) || Number(expires) <= ports.clock.now()) return undefined;
  const isSigned = ports.secrets.verify('media', signedText(path, expires, audience, photo), signature);
  return isSigned && canReadBytes(audience, photo, owner) ? audience : undefined;
}

const audiences: readonly Audience[] = ['owner', 'admin', 'others'];

/** Whether everybody may read the renditions of this revision: the photo is public, ready and its owner active. */
export async function isPublicRevision(
  ports: Pick<Ports, 'photos' | 'accounts'>,
  photoId: PhotoId,
  revision: string,
): Promise<boolean> {
  const photo = await ports.photos.find(photoId);
  if (!photo || !isListed(photo) || photo.picture?.revision !== revision) return false;
  const owner = await ports.accounts.find(photo.ownerId);
  return owner !== undefined && isActive(owner);
}
