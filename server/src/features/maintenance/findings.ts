import { avatarKey, blobKeysOf, originalKey, renditionPrefix, sharedKey } from '../../domain/blob-keys.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/** What has to be there for a photo as it is. */
export const expectedKeys = (photo: Photo): string[] => {
  if (photo.status === 'processing') return [originalKey(photo.id)];
  // The shared twin is made when it is first asked for.
  return photo.status === 'ready' ? blobKeysOf(photo).filter((key) => key !== sharedKey(photo.id)) : [];
};

/** Those of the keys that a photo, or a member by their picture, stands for. */
export async function findWantedKeys(
  ports: Pick<Ports, 'accounts' | 'photos'>,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const ofAvatars = keys.filter((key) => key.startsWith('avatars/'));
  const ofPhotos = keys.filter((key) => !key.startsWith('avatars/'));
  const accounts = await ports.accounts.findMany([...new Set(ofAvatars.map((key) => idIn<AccountId>(key)))]);
  const avatars = new Set(accounts.map(avatarKey));
  const found = await ports.photos.findMany([...new Set(ofPhotos.map((key) => idIn<PhotoId>(key)))]);
  const photos = new Map(found.map((photo) => [photo.id, photo]));
  return new Set([
    ...ofAvatars.filter((key) => avatars.has(key)),
    ...ofPhotos.filter((key) => isAllowed(photos.get(idIn<PhotoId>(key)), key)),
  ]);
}

/** The photo's or the account's that the key is of. */
export const idIn = <Id extends PhotoId | AccountId>(key: string) => key.split('/')[1] as Id;

/* A rejected file goes at once, or with its row where the process ended just then. */
function isAllowed(photo: Photo | undefined, key: string): boolean {
  if (!photo) return false;
  // However old: another attempt at the same work writes to the same keys before its row says so.
  if (photo.status === 'processing' && key.startsWith(renditionPrefix(photo.id))) return true;
  return blobKeysOf(photo).includes(key);
}

/** A difference between rows and stored objects. */
export type Finding =
  /** A photo says that these bytes exist, and they do not. An empty rendition or twin is as good as none. */
  | { kind: 'missing'; photoId: PhotoId; key: string }
  /** An original of another length than its photo says. */
  | { kind: 'damaged'; photoId: PhotoId; key: string; bytes: number; expectedBytes: number }
  /** A member's picture that is not there. */
  | { kind: 'missing-avatar'; accountId: AccountId; photoId: PhotoId; key: string }
  /** Bytes that no photo stands for. */
  | { kind: 'orphaned'; key: string; bytes: number; modifiedAt: Timestamp }
  /** Parts of a file that no upload waits for. */
  | { kind: 'abandoned'; key: string }
  /** A file in the store's folder where no object lies. The key is its path there. */
  | { kind: 'stray'; key: string };

/** A finding that stays, and why. */
export type Unfixed = { finding: Finding; reason: string };
