import type { Timestamp } from '../domain/time.ts';

export type HiddenFile = { sha256: string; hiddenAt: Timestamp };

/** Checksums of files that admins hid. A photo with the same bytes starts hidden, whoever uploads it. */
export interface HiddenFileStore {
  /** Keeps the time of the first call. */
  add(file: HiddenFile): Promise<void>;
  find(sha256: string): Promise<HiddenFile | undefined>;
  /** Idempotent. */
  remove(sha256: string): Promise<void>;
}
