import { randomUUID } from 'node:crypto';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import type { AccountId, AlbumId, PhotoId, SessionId, TokenId } from '../../domain/ids.ts';
import { emptyTexts, type Photo, type Picture } from '../../domain/photo.ts';
import type { AccessToken, Session } from '../../domain/session.ts';

/* Builders of complete, plain values. A test overrides the fields that matter to it. */

export const noon = Date.UTC(2026, 5, 1, 12);

// Ids are branded at compile time only.
export const newId = <Id extends string>() => randomUUID() as string as Id;

export function buildAccount(change: Partial<Account> = {}): Account {
  const id = newId<AccountId>();
  return {
    id,
    username: `ada-${id}`,
    email: `ada-${id}@example.org`,
    displayName: 'Ada',
    bio: '',
    role: 'member',
    confirmedAt: noon,
    createdAt: noon,
    usage: { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 },
    ...change,
  };
}

export const buildPhoto = (ownerId: AccountId, change: Partial<Photo> = {}): Photo => ({
  id: newId<PhotoId>(),
  ownerId,
  ...emptyTexts,
  tags: [],
  visibility: 'public',
  showPlace: false,
  allowDownload: true,
  status: 'uploading',
  fileName: 'IMG_0001.jpg',
  bytes: 1000,
  contentType: 'image/jpeg',
  metadata: {},
  likeCount: 0,
  createdAt: noon,
  statusSince: noon,
  ...change,
});

/** Builds a ready and public photo. */
export const buildListedPhoto = (ownerId: AccountId, change: Partial<Photo> = {}): Photo =>
  buildPhoto(ownerId, { status: 'ready', picture: buildPicture(), publishedAt: noon, ...change });

export const buildPicture = (change: Partial<Picture> = {}): Picture => ({
  format: 'jpeg',
  width: 4000,
  height: 3000,
  animated: false,
  thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  color: '#336699',
  renditions: [{ width: 320, height: 240, format: 'webp' }],
  revision: 'r1',
  ...change,
});

export const buildSession = (accountId: AccountId, change: Partial<Session> = {}): Session => ({
  id: newId<SessionId>(),
  accountId,
  secretDigest: newId<string>(),
  device: 'Firefox on Linux',
  createdAt: noon,
  lastSeenAt: noon,
  expiresAt: noon + 1000,
  ...change,
});

export const buildToken = (accountId: AccountId, change: Partial<AccessToken> = {}): AccessToken => ({
  id: newId<TokenId>(),
  accountId,
  name: 'script',
  scopes: ['read'],
  secretDigest: newId<string>(),
  createdAt: noon,
  expiresAt: noon + 1000,
  ...change,
});

export const buildAlbum = (ownerId: AccountId, change: Partial<Album> = {}): Album => ({
  id: newId<AlbumId>(),
  ownerId,
  title: 'Summer',
  description: '',
  visibility: 'public',
  createdAt: noon,
  updatedAt: noon,
  ...change,
});

/** Builds a hexadecimal SHA-256 that depends on the seed. */
export const buildChecksum = (seed: number) => seed.toString(16).padStart(64, '0');

export const times = <T>(count: number, build: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => build(index));

/** Allows the removal of any photo. */
export const always = () => true;
