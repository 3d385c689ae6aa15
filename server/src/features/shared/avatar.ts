import { avatarPrefix, isAvatarOf } from '../../domain/blob-keys.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

/** Takes a member's picture away if it is made of that photo. A picture that they have chosen since stays. */
export async function removeAvatar(
  ports: Pick<Ports, 'accounts' | 'blobs'>,
  accountId: AccountId,
  photoId: PhotoId,
): Promise<void> {
  await ports.accounts.change(accountId, (account) => {
    if (account.avatarPhotoId !== photoId) return account;
    const { avatarPhotoId: _, avatarCrop: _part, ...rest } = account;
    return rest;
  });
  await removeAvatarFiles(ports, accountId, photoId);
}

/** Removes every stored picture of the member that is made of the photo, whatever part it shows. */
export async function removeAvatarFiles(
  { blobs }: Pick<Ports, 'blobs'>,
  accountId: AccountId,
  photoId: PhotoId,
): Promise<void> {
  const { items } = await blobs.list({ prefix: avatarPrefix(accountId), limit: 1000 });
  await blobs.remove(items.map(({ key }) => key).filter((key) => isAvatarOf(key, photoId)));
}
