import type { AccountId, AlbumId, PhotoId } from './ids.ts';
import type { Visibility } from './photo.ts';
import type { Timestamp } from './time.ts';

export type Album = {
  id: AlbumId;
  ownerId: AccountId;
  title: string;
  description: string;
  visibility: Visibility;
  coverPhotoId?: PhotoId;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  /** Digest of the request that made it under an Idempotency-Key. */
  requestDigest?: string;
};

export { maxAlbumsPerAccount, maxPhotosPerAlbum } from '@vitrine/contract/limits.ts';
