import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/time.ts';

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
