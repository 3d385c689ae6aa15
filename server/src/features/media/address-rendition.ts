import { renditionName } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, Rendition } from '../../domain/photo.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

export const mediaBase = '/media';

/* Signatures are over fixed windows: within one, an address stays the same and browsers and CDNs can keep what it gave. */
const window = hours(6);

const path = (photoId: PhotoId, revision: string, rendition: Pick<Rendition, 'width' | 'format'>) =>
  `${mediaBase}/${photoId}/${revision}/${renditionName(rendition)}`;

/** Where a rendition is read from: for ever the same for what everybody may see, signed and expiring for the rest. */
export function addressRendition(
  ports: Pick<Ports, 'secrets' | 'clock'>,
  { photo, revision, isPublic }: { photo: Photo; revision: string; isPublic: boolean },
  rendition: Rendition,
): string {
  const address = path(photo.id, revision, rendition);
  if (isPublic) return address;
  const expires = (Math.floor(ports.clock.now() / window) + 2) * window;
  return `${address}?expires=${expires}&signature=${ports.secrets.sign('media', `${address}\n${expires}`)}`;
}

/** Whether the address carries a signature that holds now. */
export function isSignedAddress(
  ports: Pick<Ports, 'secrets' | 'clock'>,
  address: { path: string; expires: string | undefined; signature: string | undefined },
): boolean {
  const { expires, signature } = address;
  if (!expires || !signature || !/^\d{1,16}$/u.test(expires) || Number(expires) <= ports.clock.now())
    return false;
  return ports.secrets.verify('media', `${address.path}\n${expires}`, signature);
}
