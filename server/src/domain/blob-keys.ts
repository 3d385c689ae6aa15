import type { Account } from './account.ts';
import type { AccountId, PhotoId } from './ids.ts';
import type { Photo, Rendition } from './photo.ts';

/* Keys hold ids and numbers only, so that no user input becomes part of a path. */
export const originalKey = (photoId: PhotoId) => `originals/${photoId}`;
/** Returns the photo of an original's key, also if the store's prefix comes before it. */
export const photoIdOfOriginal = (key: string): PhotoId | undefined =>
  /(?:^|\/)originals\/([\w-]+)$/u.exec(key)?.[1] as PhotoId | undefined;
/** Returns the photo of an original, a sanitized copy or a rendition. */
export const photoIdOfKey = (key: string): PhotoId | undefined =>
  /^(?:originals|shared|renditions)\/([\w-]+)(?:\/|$)/u.exec(key)?.[1] as PhotoId | undefined;
/** Key of the sanitized copy: the original without private metadata, for downloads by others. */
export const sanitizedCopyKey = (photoId: PhotoId) => `shared/${photoId}`;
export const renditionPrefix = (photoId: PhotoId) => `renditions/${photoId}/`;
export const renditionName = ({ width, format }: Pick<Rendition, 'width' | 'format'>) => `${width}.${format}`;
export const renditionKey = (
  photoId: PhotoId,
  revision: string,
  rendition: Pick<Rendition, 'width' | 'format'>,
) => `${renditionPrefix(photoId)}${revision}/${renditionName(rendition)}`;

/** Every key that belongs to the photo's row. */
export const blobKeysOf = (photo: Photo): string[] => [
  originalKey(photo.id),
  sanitizedCopyKey(photo.id),
  ...(photo.picture?.renditions.map((rendition) =>
    renditionKey(photo.id, photo.picture?.revision ?? '', rendition),
  ) ?? []),
];

export const avatarPrefix = (accountId: AccountId) => `avatars/${accountId}/`;
/** Key of an account's avatar, if it has one. Holds photo and crop, so that no two avatars share a URL. */
export function avatarKey({
  id,
  avatarPhotoId,
  avatarCrop,
}: Pick<Account, 'id' | 'avatarPhotoId' | 'avatarCrop'>) {
  if (avatarPhotoId === undefined) return undefined;
  const part = avatarCrop ? `-${avatarCrop.left}-${avatarCrop.top}-${avatarCrop.size}` : '';
  return `${avatarPrefix(id)}${avatarPhotoId}${part}.webp`;
}
/** True if a key below `avatarPrefix` belongs to an avatar that is made of the photo. */
export const isAvatarOf = (key: string, photoId: PhotoId) =>
  new RegExp(`/${photoId}(?:-\\d+-\\d+-\\d+)?\\.webp$`, 'u').test(key);

/** True if the blob never changes and pages link to it. */
export const isImmutableKey = (key: string) => /^(renditions|avatars)\//u.test(key);
