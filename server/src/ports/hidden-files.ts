import type { Timestamp } from '../domain/time.ts';

export type HiddenFile = { sha256: string; hiddenAt: Timestamp };

/** Checksums of files that admins hid: a photo of the same bytes begins hidden, whoever sends it. */
export interface HiddenFileStore {
  /** Keeps the moment of the first time. */
  add(file: HiddenFile): Promise<void>;
  find(sha256: string): Promise<HiddenFile | undefined>;
  /** Idempotent. */
  remove(sha256: string): Promise<void>;
}
