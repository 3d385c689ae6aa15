import type { AvatarCrop } from '../../domain/account.ts';
import { avatarKey, renditionKey } from '../../domain/blob-keys.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Picture } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { removeAvatar } from '../steps/remove-avatar.ts';

export type AvatarCut = { accountId: AccountId; photoId: PhotoId; crop: AvatarCrop; choice: string };

type Needs = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'images' | 'scratch'>;

/** Pixels of the side of a picture. */
const side = 320;

/** Makes a part of a photo its owner's picture, unless they have chosen another one since. Idempotent. */
export async function cutAvatar(ports: Needs, cut: AvatarCut, signal: AbortSignal): Promise<void> {
  const { accountId, photoId, crop, choice } = cut;
  const account = await ports.accounts.find(accountId);
  const picture = (await findShowable(ports, cut))?.picture;
  if (account?.avatarChoice !== choice || !picture) return;
  const key = avatarKey({ id: accountId, avatarPhotoId: photoId, avatarCrop: crop });
  if (!key || !(await storeCut(ports, photoId, picture, { crop, key, signal }))) return;
  const changed = await ports.accounts.change(accountId, (present) =>
    present.avatarChoice === choice ? { ...present, avatarPhotoId: photoId, avatarCrop: crop } : present,
  );
  const shown = changed.outcome === 'changed' ? avatarKey(changed.account) : undefined;
  const replaced = shown === key ? avatarKey(account) : key;
  if (replaced && replaced !== shown) await ports.blobs.remove([replaced]);
  // The photo was hidden or deleted while it was cut.
  if (!(await findShowable(ports, cut))) await removeAvatar(ports, accountId, photoId);
}

async function findShowable(ports: Pick<Ports, 'photos'>, { accountId, photoId }: AvatarCut) {
  const photo = await ports.photos.find(photoId);
  return photo?.ownerId === accountId && photo.picture && photo.hiddenAt === undefined ? photo : undefined;
}

/** From the smallest rendition in which the part has enough pixels. False if it is gone. */
async function storeCut(
  { blobs, images, scratch }: Needs,
  photoId: PhotoId,
  { revision, renditions }: Picture,
  { crop, key, signal }: { crop: AvatarCrop; key: string; signal: AbortSignal },
): Promise<boolean> {
  const pixels = ({ width, height }: { width: number; height: number }) =>
    (Math.min(width, height) * crop.size) / 1000;
  const sources = renditions.filter(({ format }) => format === 'webp').toSorted((a, b) => a.width - b.width);
  const source = sources.find((rendition) => pixels(rendition) >= side) ?? sources.at(-1);
  if (!source) return false;
  await using directory = await scratch.create();
  const sourcePath = `${directory.path}/source`;
  const targetPath = `${directory.path}/avatar`;
  if (!(await blobs.readToFile(renditionKey(photoId, revision, source), sourcePath))) return false;
  await images.cutSquare({ sourcePath, targetPath, crop, side }, signal);
  await blobs.writeFile(key, targetPath, 'image/webp');
  return true;
}
