import type { Account } from './account.ts';
import type { AccountId, PhotoId } from './ids.ts';
import type { Photo, Rendition } from './photo.ts';

/* Keys hold ids and numbers only: nothing that a person typed becomes part of a path. */
export const originalKey = (photoId: PhotoId) => `originals/${photoId}`;
/** The photo whose original lies under the key, also where the store puts a prefix before its keys. */
export const photoOfOriginal = (key: string): PhotoId | undefined =>
  /(?:^|\/)originals\/([\w-]+)$/u.exec(key)?.[1] as PhotoId | undefined;
/** The photo that an original, a twin or a rendition is of. */
export const photoOfKey = (key: string): PhotoId | undefined =>
  /^(?:originals|shared|renditions)\/([\w-]+)(?:\/|$)/u.exec(key)?.[1] as PhotoId | undefined;
/** The twin of an original that holds nothing private, for downloads by others. */
export const sharedKey = (photoId: PhotoId) => `shared/${photoId}`;
export const renditionPrefix = (photoId: PhotoId) => `renditions/${photoId}/`;
export const renditionName = ({ width, format }: Pick<Rendition, 'width' | 'format'>) => `${width}.${format}`;
export const renditionKey = (
  photoId: PhotoId,
  revision: string,
  rendition: Pick<Rendition, 'width' | 'format'>,
) => `${renditionPrefix(photoId)}${revision}/${renditionName(rendition)}`;

/** Every key that the photo's row stands for. */
export const blobKeysOf = (photo: Photo): string[] => [
  originalKey(photo.id),
  sharedKey(photo.id),
  ...(photo.picture?.renditions.map((rendition) =>
    renditionKey(photo.id, photo.picture?.revision ?? '', rendition),
  ) ?? []),
];

export const avatarPrefix = (accountId: AccountId) => `avatars/${accountId}/`;
/** Photo and part are in it, so that another picture never has the same address. Absent: the account has no picture. */
export function avatarKey({
  id,
  avatarPhotoId,
  avatarCrop,
}: Pick<Account, 'id' | 'avatarPhotoId' | 'avatarCrop'>) {
  if (avatarPhotoId === undefined) return undefined;
  const part = avatarCrop ? `-${avatarCrop.left}-${avatarCrop.top}-${avatarCrop.size}` : '';
  return `${avatarPrefix(id)}${avatarPhotoId}${part}.webp`;
}
/** True if a key below `avatarPrefix` belongs to a picture that is made of the photo. */
export const isAvatarOf = (key: string, photoId: PhotoId) =>
  new RegExp(`/${photoId}(?:-\\d+-\\d+-\\d+)?\\.webp$`, 'u').test(key);

/** Whether what lies under the key stays as it is as long as it is there, at an address that pages show. */
export const isImmutableKey = (key: string) => /^(renditions|avatars)\//u.test(key);
