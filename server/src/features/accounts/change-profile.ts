import type { Account } from '../../domain/account.ts';
import { avatarKey, renditionKey } from '../../domain/blob-keys.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
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
  /** `null`: undecided again. */
  uploadDefaults?: UploadDefaults | null | undefined;
};

type Needs = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'scratch'>;

/** The picture is a copy of the photo's smallest rendition: choosing it shows it to all, whoever may see the photo. */
export async function changeProfile(ports: Needs, viewer: Account, change: ProfileChange): Promise<Account> {
  const { avatarPhotoId, displayName, bio } = change;
  if (avatarPhotoId) await storeAvatar(ports, viewer, avatarPhotoId);
  const account = await changeAccount(ports, viewer.id, (present) => {
    const { avatarPhotoId: _picture, uploadDefaults: _defaults, ...rest } = present;
    const defaults = change.uploadDefaults === undefined ? present.uploadDefaults : change.uploadDefaults;
    const chosen = avatarPhotoId === undefined ? present.avatarPhotoId : avatarPhotoId;
    return {
      ...rest,
      displayName: displayName === undefined ? present.displayName : displayName || present.username,
      bio: bio ?? present.bio,
      ...(chosen && { avatarPhotoId: chosen }),
      ...(defaults && { uploadDefaults: defaults }),
    };
  });
  const replaced = viewer.avatarPhotoId;
  if (replaced && replaced !== account.avatarPhotoId)
    await ports.blobs.remove([avatarKey(viewer.id, replaced)]);
  if (avatarPhotoId) await keepOnlyShowable(ports, viewer, avatarPhotoId);
  return account;
}

/* Whoever hid or deleted the photo while it was copied found no picture made of it. */
async function keepOnlyShowable(ports: Needs, viewer: Account, photoId: PhotoId): Promise<void> {
  const photo = await ports.photos.find(photoId);
  if (photo && photo.hiddenAt === undefined) return;
  await removeAvatar(ports, viewer.id, photoId);
  throw notFound('photo');
}

async function storeAvatar(ports: Needs, viewer: Account, photoId: PhotoId): Promise<void> {
  const { picture, hiddenAt } = await findOwnPhoto(ports, viewer, photoId);
  const smallest = picture?.renditions.find(({ format }) => format === 'webp');
  if (!picture || !smallest || hiddenAt !== undefined) throw notFound('photo');
  await using scratch = await ports.scratch.create();
  const path = `${scratch.path}/avatar`;
  if (!(await ports.blobs.readToFile(renditionKey(photoId, picture.revision, smallest), path)))
    throw notFound('photo');
  await ports.blobs.writeFile(avatarKey(viewer.id, photoId), path, 'image/webp');
}
