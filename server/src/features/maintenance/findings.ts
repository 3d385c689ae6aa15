import {
  avatarKey,
  blobKeysOf,
  originalKey,
  renditionPrefix,
  sanitizedCopyKey,
} from '../../domain/blob-keys.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/** Difference between the rows and the stored objects. */
export type Finding =
  /** A photo's row names an object that is missing, or empty. */
  | { kind: 'missing'; photoId: PhotoId; key: string }
  /** The length of an original differs from its row. */
  | { kind: 'damaged'; photoId: PhotoId; key: string; bytes: number; expectedBytes: number }
  /** A member's avatar is missing. */
  | { kind: 'missing-avatar'; accountId: AccountId; photoId: PhotoId; key: string }
  /** An object belongs to no row. */
  | { kind: 'orphaned'; key: string; bytes: number; modifiedAt: Timestamp }
  /** Parts belong to no upload in progress. */
  | { kind: 'abandoned'; key: string }
  /** A file in the store's folder is no object. The key is its path. */
  | { kind: 'stray'; key: string };

/** Finding that stays, and the reason. */
export type Unfixed = { finding: Finding; reason: string };

/** Returns the keys of objects that a photo in its present state must have. */
export const expectedKeys = (photo: Photo): string[] => {
  if (photo.status === 'processing') return [originalKey(photo.id)];
  // The first download makes the sanitized copy.
  return photo.status === 'ready'
    ? blobKeysOf(photo).filter((key) => key !== sanitizedCopyKey(photo.id))
    : [];
};

/** Returns those of the keys that a row names. */
export async function findWantedKeys(
  deps: Pick<Ports, 'accounts' | 'photos'>,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const ofAvatars = keys.filter((key) => key.startsWith('avatars/'));
  const ofPhotos = keys.filter((key) => !key.startsWith('avatars/'));
  const accounts = await deps.accounts.findMany([...new Set(ofAvatars.map((key) => idIn<AccountId>(key)))]);
  const avatars = new Set(accounts.map(avatarKey));
  const found = await deps.photos.findMany([...new Set(ofPhotos.map((key) => idIn<PhotoId>(key)))]);
  const photos = new Map(found.map((photo) => [photo.id, photo]));
  return new Set([
    ...ofAvatars.filter((key) => avatars.has(key)),
    ...ofPhotos.filter((key) => isAllowed(photos.get(idIn<PhotoId>(key)), key)),
  ]);
}

/** Returns the id of the photo or the account in a key. */
export const idIn = <Id extends PhotoId | AccountId>(key: string) => key.split('/')[1] as Id;

/* A rejected photo keeps its original until its row goes, if the process ended before deleting it. */
function isAllowed(photo: Photo | undefined, key: string): boolean {
  if (!photo) return false;
  // A retried rendering writes to the same keys before its row names them.
  if (photo.status === 'processing' && key.startsWith(renditionPrefix(photo.id))) return true;
  return blobKeysOf(photo).includes(key);
}
