import { canSeeMember, isOwnedBy, type Viewer } from '../../domain/access.ts';
import type { Account, AvatarCrop } from '../../domain/account.ts';
import { avatarKey, avatarPrefix, renditionKey } from '../../domain/blob-keys.ts';
import { notFound } from '../../domain/errors.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Picture, UploadDefaults } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from '../shared/accounts.ts';
import { removeAvatar } from '../shared/avatar.ts';
import { findOwnPhoto } from '../shared/loaders.ts';

/** Finds the account behind a profile, or throws `not-found`. */
export async function findProfile(
  deps: Pick<Ports, 'accounts'>,
  viewer: Viewer,
  username: string,
): Promise<Account> {
  const account = await deps.accounts.findByUsername(username);
  if (!account || !canSeeMember(viewer, account)) throw notFound('member');
  return account;
}

export type ProfileChange = {
  displayName?: string | undefined;
  bio?: string | undefined;
  /** `null` removes the avatar. */
  avatarPhotoId?: PhotoId | null | undefined;
  /** Part of that photo. Absent: all of it. */
  avatarCrop?: AvatarCrop | undefined;
  /** `null` resets them to undecided. */
  uploadDefaults?: UploadDefaults | null | undefined;
};

type ChangeDeps = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'scratch' | 'jobs' | 'secrets'>;

/**
 * Changes a member's public profile. An avatar is a copy of a photo's smallest rendition, and public whatever the
 * photo's visibility is. A cropped avatar is cut by a job and appears when the job is done.
 */
export async function changeProfile(
  deps: ChangeDeps,
  viewer: Account,
  change: ProfileChange,
): Promise<Account> {
  const { avatarPhotoId, avatarCrop, displayName, bio } = change;
  const isCut = avatarPhotoId && avatarCrop;
  const avatarChoice = avatarPhotoId === undefined ? undefined : deps.secrets.createId();
  if (isCut) await findOwnPicture(deps, viewer, avatarPhotoId);
  else if (avatarPhotoId) await storeAvatar(deps, viewer, avatarPhotoId);
  const account = await changeAccount(deps, viewer.id, (present) => {
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
  if (replaced && replaced !== avatarKey(account)) await deps.blobs.remove([replaced]);
  if (isCut)
    await deps.jobs.enqueue({
      name: 'cut-avatar',
      payload: { accountId: viewer.id, photoId: avatarPhotoId, crop: avatarCrop, choice: avatarChoice },
      group: viewer.id,
    });
  else if (avatarPhotoId) await checkStillShowable(deps, viewer, avatarPhotoId);
  return account;
}

/* A request that hid or deleted the photo during the copy could not remove the avatar yet. */
async function checkStillShowable(deps: ChangeDeps, viewer: Account, photoId: PhotoId): Promise<void> {
  const photo = await deps.photos.find(photoId);
  if (photo && photo.hiddenAt === undefined) return;
  await removeAvatar(deps, viewer.id, photoId);
  throw notFound('photo');
}

async function findOwnPicture(deps: ChangeDeps, viewer: Account, photoId: PhotoId): Promise<Picture> {
  const { picture, hiddenAt } = await findOwnPhoto(deps, viewer, photoId);
  if (!picture || hiddenAt !== undefined) throw notFound('photo');
  return picture;
}

async function storeAvatar(deps: ChangeDeps, viewer: Account, photoId: PhotoId): Promise<void> {
  const picture = await findOwnPicture(deps, viewer, photoId);
  const smallest = picture.renditions.find(({ format }) => format === 'webp');
  if (!smallest) throw notFound('photo');
  await using scratch = await deps.scratch.create();
  const path = `${scratch.path}/avatar`;
  if (!(await deps.blobs.readToFile(renditionKey(photoId, picture.revision, smallest), path)))
    throw notFound('photo');
  await deps.blobs.writeFile(`${avatarPrefix(viewer.id)}${photoId}.webp`, path, 'image/webp');
}

type AvatarCut = { accountId: AccountId; photoId: PhotoId; crop: AvatarCrop; choice: string };
type CutDeps = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'images' | 'scratch'>;

/** Side of a cropped avatar in pixels. */
const side = 320;

/**
 * Handles the job that makes a part of a photo the avatar, unless the owner has chosen another one since. Idempotent.
 */
export async function cutAvatar(deps: CutDeps, cut: AvatarCut, signal: AbortSignal): Promise<void> {
  const { accountId, photoId, crop, choice } = cut;
  const account = await deps.accounts.find(accountId);
  const picture = await findShowablePicture(deps, cut);
  if (account?.avatarChoice !== choice || !picture) return;
  const key = avatarKey({ id: accountId, avatarPhotoId: photoId, avatarCrop: crop });
  if (!key || !(await storeCut(deps, photoId, picture, { crop, key, signal }))) return;
  const changed = await deps.accounts.change(accountId, (present) =>
    present.avatarChoice === choice ? { ...present, avatarPhotoId: photoId, avatarCrop: crop } : present,
  );
  const shown = changed.outcome === 'changed' ? avatarKey(changed.account) : undefined;
  const replaced = shown === key ? avatarKey(account) : key;
  if (replaced && replaced !== shown) await deps.blobs.remove([replaced]);
  // An admin may hide, or the owner delete, the photo during the cut.
  if (!(await findShowablePicture(deps, cut))) await removeAvatar(deps, accountId, photoId);
}

async function findShowablePicture({ photos }: Pick<Ports, 'photos'>, { accountId, photoId }: AvatarCut) {
  const photo = await photos.find(photoId);
  return photo && isOwnedBy(photo, accountId) && photo.hiddenAt === undefined ? photo.picture : undefined;
}

/** Cuts from the smallest rendition in which the part has enough pixels. Returns false if that rendition is gone. */
async function storeCut(
  { blobs, images, scratch }: CutDeps,
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
