import { avatarKey } from '../../domain/blob-keys.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

/** Takes a member's picture away if it is made of that photo; one that they have chosen since stays. */
export async function removeAvatar(
  ports: Pick<Ports, 'accounts' | 'blobs'>,
  accountId: AccountId,
  photoId: PhotoId,
): Promise<void> {
  await ports.accounts.change(accountId, (account) => {
    if (account.avatarPhotoId !== photoId) return account;
    const { avatarPhotoId: _, ...rest } = account;
    return rest;
  });
  await ports.blobs.remove([avatarKey(accountId, photoId)]);
}
