import type { AccountId, AlbumId, PhotoId } from './ids.ts';
import type { Photo, Visibility } from './photo.ts';
import { isListed, isShared, stricterVisibility } from './photo.ts';
import type { Timestamp } from './time.ts';

/** Readers of a list of an album's photos. `linked`: people who opened an album that is not public. */
export type AlbumAudience = 'owner' | 'linked' | 'everyone';

/** True if the audience finds the photo in the album while the owner's account is active. */
export const isFoundInAlbum: Readonly<Record<AlbumAudience, (photo: Photo) => boolean>> = {
  owner: (photo) => photo.trashedAt === undefined,
  linked: isShared,
  everyone: isListed,
};

const audiences = Object.keys(isFoundInAlbum) as AlbumAudience[];

/** True if a change of the photo moves it into or out of a list of an album. */
export const changesAlbumLists = (before: Photo, after: Photo) =>
  before.visibility !== after.visibility ||
  audiences.some((audience) => isFoundInAlbum[audience](before) !== isFoundInAlbum[audience](after));

/** Photos outside the trash that are not public. */
export type RestrictedCounts = Record<Exclude<Visibility, 'public'>, number>;

/** Counts the photos that are more private than their album, so that others open the album without finding them. */
export const withheldFrom = (
  { visibility }: Pick<Album, 'visibility'>,
  counts: RestrictedCounts,
): RestrictedCounts => {
  const countOf = (kind: keyof RestrictedCounts) =>
    kind !== visibility && stricterVisibility(kind, visibility) === kind ? counts[kind] : 0;
  return { unlisted: countOf('unlisted'), private: countOf('private') };
};

export type Album = {
  id: AlbumId;
  ownerId: AccountId;
  title: string;
  description: string;
  visibility: Visibility;
  coverPhotoId?: PhotoId;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  /** Digest of the request that created it under an Idempotency-Key. */
  requestDigest?: string;
};

export { maxAlbumsPerAccount, maxPhotosPerAlbum } from '@vitrine/contract/limits.ts';
