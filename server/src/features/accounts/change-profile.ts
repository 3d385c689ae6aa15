import type { Account, AvatarCrop } from '../../domain/account.ts';
import { avatarKey, avatarPrefix, renditionKey } from '../../domain/blob-keys.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Picture } from '../../domain/photo.ts';
import type { UploadDefaults } from '../../domain/visibility.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnPhoto } from '../guards/find-own-photo.ts';
import { changeAccount } from '../steps/change-account.ts';
import { removeAvatar } from '../steps/remove-avatar.ts';

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

type Needs = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'scratch' | 'jobs' | 'secrets'>;

/**
 * Changes what others see of a member. A picture is a copy of a photo's smallest rendition, which choosing it shows to
 * all, whatever the photo's visibility. A part of a photo is cut by a job, and the picture changes once it is done.
 */
export async function changeProfile(ports: Needs, viewer: Account, change: ProfileChange): Promise<Account> {
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
async function keepOnlyShowable(ports: Needs, viewer: Account, photoId: PhotoId): Promise<void> {
  const photo = await ports.photos.find(photoId);
  if (photo && photo.hiddenAt === undefined) return;
  await removeAvatar(ports, viewer.id, photoId);
  throw notFound('photo');
}

async function findShowable(ports: Needs, viewer: Account, photoId: PhotoId): Promise<Picture> {
  const { picture, hiddenAt } = await findOwnPhoto(ports, viewer, photoId);
  if (!picture || hiddenAt !== undefined) throw notFound('photo');
  return picture;
}

async function storeAvatar(ports: Needs, viewer: Account, photoId: PhotoId): Promise<void> {
  const picture = await findShowable(ports, viewer, photoId);
  const smallest = picture.renditions.find(({ format }) => format === 'webp');
  if (!smallest) throw notFound('photo');
  await using scratch = await ports.scratch.create();
  const path = `${scratch.path}/avatar`;
  if (!(await ports.blobs.readToFile(renditionKey(photoId, picture.revision, smallest), path)))
    throw notFound('photo');
  await ports.blobs.writeFile(`${avatarPrefix(viewer.id)}${photoId}.webp`, path, 'image/webp');
}
