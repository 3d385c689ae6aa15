import type { Account, AvatarCrop, Holdings } from '../domain/account.ts';
import type { Album } from '../domain/album.ts';
import {
  emptyTexts,
  type Photo,
  type PhotoMetadata,
  type PhotoTexts,
  type Picture,
  type Rendition,
  type UploadDefaults,
} from '../domain/photo.ts';
import type { AccessToken, Session } from '../domain/session.ts';
import type { StoredCode } from './credentials.ts';
import type { StoredEvent } from './events.ts';
import type { HiddenFile } from './hidden-files.ts';
import type { Like } from './likes.ts';

/*
 * Decoders for values that stores keep as JSON. A value of any earlier version reads as today's type: each field has a
 * rule for values that lack it. A new field of a type does not compile until its decoder has a rule for it.
 */

type Rule<Value> = (stored: unknown) => Value;
type Rules<T> = {
  [Field in keyof T]-?: object extends Pick<T, Field> ? Rule<T[Field] | undefined> : Rule<T[Field]>;
};

/** Reads a field that every version has written. */
const always = <Value>(stored: unknown) => stored as Value;
/** Reads a field that may be absent. */
const optional = <Value>(stored: unknown) => stored as Value | undefined;
/** Reads a field that a later version added. Values of earlier versions get `fallback`. */
const orElse =
  <Value>(fallback: Value): Rule<Value> =>
  (stored) =>
    (stored ?? fallback) as Value;

/** Keeps fields without a rule: a server of a later version may have written them. */
const decodeBy =
  <T extends object>(rules: Rules<T>) =>
  (stored: unknown): T => {
    const decoded = { ...(stored as Record<string, unknown>) };
    for (const field in rules) {
      const value = rules[field](decoded[field]);
      if (value !== undefined) decoded[field] = value;
    }
    return decoded as T;
  };

const optionalBy =
  <Value>(decode: Rule<Value>) =>
  (stored: unknown): Value | undefined =>
    stored === undefined ? undefined : decode(stored);

const decodeRendition = decodeBy<Rendition>({
  width: always,
  height: always,
  format: always,
  bytes: optional,
});

export const decodePicture = decodeBy<Picture>({
  format: always,
  width: always,
  height: always,
  animated: orElse(false),
  thumbhash: orElse(''),
  color: orElse('#808080'),
  renditions: (stored) => ((stored ?? []) as unknown[]).map(decodeRendition),
  revision: always,
});

export const decodeMetadata = decodeBy<PhotoMetadata>({
  camera: optional,
  lens: optional,
  focalLength: optional,
  aperture: optional,
  exposureTime: optional,
  iso: optional,
  takenAt: optional,
  place: optional,
  title: optional,
  description: optional,
  keywords: optional,
});

const textRules = Object.fromEntries(
  Object.entries(emptyTexts).map(([name, empty]) => [name, orElse(empty)]),
) as Rules<PhotoTexts>;

/** The store counts likes beside the value. */
export const decodePhoto = decodeBy<Omit<Photo, 'likeCount'>>({
  id: always,
  ownerId: always,
  ...textRules,
  tags: orElse<string[]>([]),
  visibility: orElse<Photo['visibility']>('private'),
  showPlace: orElse(false),
  allowDownload: orElse(false),
  status: always,
  statusReason: optional,
  fileName: orElse(''),
  bytes: always,
  contentType: orElse(''),
  sha256: optional,
  picture: optionalBy(decodePicture),
  metadata: (stored) => decodeMetadata(stored ?? {}),
  createdAt: always,
  statusSince: always,
  publishedAt: optional,
  trashedAt: optional,
  hiddenAt: optional,
  hiddenReason: optional,
  requestDigest: optional,
});

export const decodeAlbum = decodeBy<Album>({
  id: always,
  ownerId: always,
  title: orElse(''),
  description: orElse(''),
  visibility: orElse<Album['visibility']>('private'),
  coverPhotoId: optional,
  createdAt: always,
  updatedAt: always,
  requestDigest: optional,
});

export const decodeAvatarCrop = decodeBy<AvatarCrop>({ left: always, top: always, size: always });

export const decodeHoldings = decodeBy<Holdings>({
  photos: orElse(0),
  albums: orElse(0),
  likes: orElse(0),
});

export const decodeUploadDefaults = decodeBy<UploadDefaults>({
  visibility: orElse<UploadDefaults['visibility']>('private'),
  allowDownload: orElse(false),
});

/** The store counts the usage beside the value. */
export const decodeAccount = decodeBy<Omit<Account, 'usage'>>({
  id: always,
  username: always,
  email: always,
  displayName: orElse(''),
  bio: orElse(''),
  avatarPhotoId: optional,
  avatarCrop: optionalBy(decodeAvatarCrop),
  avatarChoice: optional,
  role: orElse<Account['role']>('member'),
  confirmedAt: optional,
  registeredBy: optional,
  passwordChangedAt: optional,
  suspendedAt: optional,
  suspensionReason: optional,
  cancelledAt: optional,
  uploadDefaults: optionalBy(decodeUploadDefaults),
  holdings: optionalBy(decodeHoldings),
  createdAt: always,
});

export const decodeSession = decodeBy<Session>({
  id: always,
  accountId: always,
  secretDigest: always,
  device: orElse(''),
  createdAt: always,
  lastSeenAt: always,
  expiresAt: always,
});

export const decodeToken = decodeBy<AccessToken>({
  id: always,
  accountId: always,
  name: orElse(''),
  scopes: orElse<AccessToken['scopes']>([]),
  secretDigest: always,
  createdAt: always,
  lastUsedAt: optional,
  expiresAt: always,
});

export const decodeCode = decodeBy<StoredCode>({
  accountId: always,
  purpose: always,
  browser: always,
  linkDigest: always,
  typedDigest: optional,
  email: optional,
  expiresAt: always,
});

export const decodeLike = decodeBy<Like>({ photoId: always, accountId: always, likedAt: always });

export const decodeHiddenFile = decodeBy<HiddenFile>({ sha256: always, hiddenAt: always });

export const decodeEvent = decodeBy<StoredEvent>({
  id: always,
  accountId: always,
  event: always,
  at: always,
});
