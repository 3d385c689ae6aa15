import { canSeeMember, type Viewer } from '../../domain/access.ts';
import type { Account, AvatarCrop } from '../../domain/account.ts';
import { avatarKey, avatarPrefix, renditionKey } from '../../domain/blob-keys.ts';
import { notFound } from '../../domain/errors.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Picture, UploadDefaults } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from '../shared/accounts.ts';
import { removeAvatar } from '../shared/avatar.ts';
import { findOwnPhoto } from '../shared/loaders.ts';

type AvatarCut = { accountId: AccountId; photoId: PhotoId; crop: AvatarCrop; choice: string };

type CutAvatarDeps = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'images' | 'scratch'>;

/** Pixels of the side of a picture. */
const side = 320;

/** Makes a part of a photo its owner's picture, unless they have chosen another one since. Idempotent. */
export async function cutAvatar(ports: CutAvatarDeps, cut: AvatarCut, signal: AbortSignal): Promise<void> {
  const { accountId, photoId, crop, choice } = cut;
  const account = await ports.accounts.find(accountId);
  const picture = (await findShowablePhoto(ports, cut))?.picture;
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
  if (!(await findShowablePhoto(ports, cut))) await removeAvatar(ports, accountId, photoId);
}

async function findShowablePhoto(ports: Pick<Ports, 'photos'>, { accountId, photoId }: AvatarCut) {
  const photo = await ports.photos.find(photoId);
  return photo?.ownerId === accountId && photo.picture && photo.hiddenAt === undefined ? photo : undefined;
}

/** From the smallest rendition in which the part has enough pixels. False if it is gone. */
async function storeCut(
  { blobs, images, scratch }: CutAvatarDeps,
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
  await images.cropSquare({ sourcePath, targetPath, crop, side }, signal);
  await blobs.writeFile(key, targetPath, 'image/webp');
  return true;
}

export type ProfileChange = {
  displayName?: string | undefined;
  bio?: string | undefined;
  /** `null` takes the picture away. */
  avatarPhotoId?: PhotoId | null | undefined;
  /** The part of that photo. Absent: all of it. */
  avatarCrop?: AvatarCrop | undefined;
  /** `null`: undecided again. */
  uploadDefaults?: UploadDefaults | null | undefined;
};

type ChangeProfileDeps = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'scratch' | 'jobs' | 'secrets'>;

/**
 * Changes what others see of a member. A picture is a copy of a photo's smallest rendition, which choosing it shows to
 * all, whatever the photo's visibility. A part of a photo is cut by a job, and the picture changes once it is done.
 */
export async function changeProfile(
  ports: ChangeProfileDeps,
  viewer: Account,
  change: ProfileChange,
): Promise<Account> {
  const { avatarPhotoId, avatarCrop, displayName, bio } = change;
  const isCut = avatarPhotoId && avatarCrop;
  const avatarChoice = avatarPhotoId === undefined ? undefined : ports.secrets.createId();
  if (isCut) await findShowable(ports, viewer, avatarPhotoId);
  else if (avatarPhotoId) await storeAvatar(ports, viewer, avatarPhotoId);
  const account = await changeAccount(ports, viewer.id, (present) => {
    const { uploadDefaults: _, ...rest } = present;
    const defaults = change.uploadDefaults === undefined ? present.uploadDefaults : change.uploadDefaults;
    const changed = {
      ...rest,
      displayName: displayName === undefined ? present.displayName : displayName || present.username,
      bio: bio ?? present.bio,
      ...(avatarChoice && { avatarChoice }),
      ...(defaults && { uploadDefaults: defaults }),
    };
    if (avatarPhotoId === undefined || isCut) return changed;
    const { avatarPhotoId: _before, avatarCrop: _part, ...without } = changed;
    return avatarPhotoId ? { ...without, avatarPhotoId } : without;
  });
  const replaced = avatarKey(viewer);
  if (replaced && replaced !== avatarKey(account)) await ports.blobs.remove([replaced]);
  if (isCut)
    await ports.jobs.enqueue({
      name: 'cut-avatar',
      payload: { accountId: viewer.id, photoId: avatarPhotoId, crop: avatarCrop, choice: avatarChoice },
      group: viewer.id,
    });
  else if (avatarPhotoId) await keepOnlyShowable(ports, viewer, avatarPhotoId);
  return account;
}

/* Whoever hid or deleted the photo while it was copied found no picture made of it. */
async function keepOnlyShowable(ports: ChangeProfileDeps, viewer: Account, photoId: PhotoId): Promise<void> {
  const photo = await ports.photos.find(photoId);
  if (photo && photo.hiddenAt === undefined) return;
  await removeAvatar(ports, viewer.id, photoId);
  throw notFound('photo');
}

async function findShowable(ports: ChangeProfileDeps, viewer: Account, photoId: PhotoId): Promise<Picture> {
  const { picture, hiddenAt } = await findOwnPhoto(ports, viewer, photoId);
  if (!picture || hiddenAt !== undefined) throw notFound('photo');
  return picture;
}

async function storeAvatar(ports: ChangeProfileDeps, viewer: Account, photoId: PhotoId): Promise<void> {
  const picture = await findShowable(ports, viewer, photoId);
  const smallest = picture.renditions.find(({ format }) => format === 'webp');
  if (!smallest) throw notFound('photo');
  await using scratch = await ports.scratch.create();
  const path = `${scratch.path}/avatar`;
  if (!(await ports.blobs.readToFile(renditionKey(photoId, picture.revision, smallest), path)))
    throw notFound('photo');
  await ports.blobs.writeFile(`${avatarPrefix(viewer.id)}${photoId}.webp`, path, 'image/webp');
}

/** The account behind a profile. One that is not confirmed, suspended or cancelled has none; one that is suspended, for admins. */
export async function findProfile(
  ports: Pick<Ports, 'accounts'>,
  viewer: Viewer,
  username: string,
): Promise<Account> {
  const account = await ports.accounts.findByUsername(username);
  if (!account || !canSeeMember(viewer, account)) throw notFound('member');
  return account;
}
