import { canReadBytes, canSendBytes } from '../../domain/access.ts';
import { photoIdOfKey, photoIdOfOriginal } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { Admission, ByteGate, SignedUpload } from '../../ports/byte-gate.ts';
import type { Ports } from '../../ports/index.ts';

type Deps = Pick<Ports, 'photos' | 'accounts'>;

/** Checks the rows on every request, so that a signed URL ends with its upload or its photo. */
export const createByteGate = (deps: Deps): ByteGate => ({
  async admitUpload(upload) {
    const { photo, owner } = await findWithOwner(deps, photoIdOfOriginal(upload.key));
    if (!photo || !owner) return ended;
    if (photo.status === 'processing' || photo.status === 'ready') return { outcome: 'arrived' };
    if (!canSendBytes(owner, photo) || !isAnnounced(photo, upload)) return ended;
    return { outcome: 'open', accountId: owner.id };
  },
  async canRead({ key, audience }) {
    const { photo, owner } = await findWithOwner(deps, photoIdOfKey(key));
    return photo !== undefined && owner !== undefined && canReadBytes(audience, photo, owner);
  },
});

const ended: Admission = { outcome: 'ended' };

async function findWithOwner({ photos, accounts }: Deps, id: PhotoId | undefined) {
  const photo = id && (await photos.find(id));
  return { photo, owner: photo && (await accounts.find(photo.ownerId)) };
}

/* An Idempotency-Key may give the id of a cancelled upload to another file. URLs of the first must not accept it. */
const isAnnounced = (photo: Photo, { part, bytes }: SignedUpload) =>
  part === undefined ? photo.bytes === bytes : partLengths(photo.bytes)[part - 1] === bytes;
