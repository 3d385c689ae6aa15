import { canReadBytes, canSendBytes } from '../../domain/access.ts';
import { photoOfKey, photoOfOriginal } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { Admission, ByteGate, UploadAddress } from '../../ports/byte-gate.ts';
import type { Ports } from '../../ports/index.ts';

type GuardBytesDeps = Pick<Ports, 'photos' | 'accounts'>;

/** Asks the rows, so that an address ends with the upload or the photo that it was signed for. */
export const createByteGate = (ports: GuardBytesDeps): ByteGate => ({
  async admitUpload(address) {
    const { photo, owner } = await findWithOwner(ports, photoOfOriginal(address.key));
    if (!photo || !owner) return ended;
    if (photo.status === 'processing' || photo.status === 'ready') return { outcome: 'arrived' };
    if (!canSendBytes(owner, photo) || !isAnnounced(photo, address)) return ended;
    return { outcome: 'open', accountId: owner.id };
  },
  async canRead({ key, audience }) {
    const { photo, owner } = await findWithOwner(ports, photoOfKey(key));
    return photo !== undefined && owner !== undefined && canReadBytes(audience, photo, owner);
  },
});

const ended: Admission = { outcome: 'ended' };

async function findWithOwner(ports: GuardBytesDeps, id: PhotoId | undefined) {
  const photo = id && (await ports.photos.find(id));
  return { photo, owner: photo && (await ports.accounts.find(photo.ownerId)) };
}

/* An Idempotency-Key gives the id of a cancelled upload to another file: older addresses are none of that file's. */
const isAnnounced = (photo: Photo, { part, bytes }: UploadAddress) =>
  part === undefined ? photo.bytes === bytes : partLengths(photo.bytes)[part - 1] === bytes;
