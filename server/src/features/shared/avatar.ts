import { avatarPrefix, isAvatarOf } from '../../domain/blob-keys.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

/** Removes a member's avatar if it is made of that photo. An avatar that they have chosen since stays. */
export async function removeAvatar(
  deps: Pick<Ports, 'accounts' | 'blobs'>,
  accountId: AccountId,
  photoId: PhotoId,
): Promise<void> {
  await deps.accounts.change(accountId, (account) => {
    if (account.avatarPhotoId !== photoId) return account;
    const { avatarPhotoId: _, avatarCrop: _part, ...rest } = account;
    return rest;
  });
  await removeAvatarFiles(deps, accountId, photoId);
}

/** Deletes every stored avatar of a member that is made of the photo, cropped or not. */
export async function removeAvatarFiles(
  { blobs }: Pick<Ports, 'blobs'>,
  accountId: AccountId,
  photoId: PhotoId,
): Promise<void> {
  const { items } = await blobs.list({ prefix: avatarPrefix(accountId), limit: 1000 });
  await blobs.remove(items.map(({ key }) => key).filter((key) => isAvatarOf(key, photoId)));
}
