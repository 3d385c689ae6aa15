import type { Audience } from '../domain/access.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type BlobInfo = { bytes: number; contentType: string };

export type PutTarget = { method: 'PUT'; url: string; headers: Record<string, string> };

/** `sha256` in hexadecimal. */
export type Part = { bytes: number; sha256: string };

export type ByteRange = { start: number; end: number };

/** Bytes under keys. A key's content is whole or absent, never in between. */
export interface BlobStore {
  /**
   * An address that takes exactly these bytes, once: length and type, and the checksum where there is one, are part of
   * the signature, and the store refuses anything else, or a second object under the key.
   */
  presignPut(request: {
    key: string;
    bytes: number;
    contentType: string;
    /** Hexadecimal. */
    sha256?: string | undefined;
    expiresAt: Timestamp;
  }): Promise<PutTarget>;
  /**
   * Begins an object that is sent in parts, or goes on with one. Answers in the order of the parts: an address that
   * takes exactly these bytes, as often as they are sent, or nothing where a part of that length has arrived, and none
   * where the parts have become the object. Only the last part may be shorter than 5 MiB.
   */
  beginParts(request: {
    key: string;
    contentType: string;
    parts: readonly Part[];
    /** False spares looking for what was begun before: nothing was. */
    mayHaveBegun: boolean;
    expiresAt: Timestamp;
  }): Promise<(PutTarget | undefined)[]>;
  /**
   * Makes the parts the object, once all of them have arrived with these lengths. True where the object is there; parts
   * of one that came whole may be left to `removeUnfinished`.
   */
  completeParts(request: { key: string; lengths: readonly number[] }): Promise<boolean>;
  /** Forgets the parts of an object that is given up; their addresses take nothing from then on. Idempotent. */
  removeParts(key: string): Promise<void>;
  /** Objects whose parts were begun and neither completed nor removed, in order of key. */
  listBegunParts(
    request: PageRequest & { prefix: string },
  ): Promise<Page<{ key: string; begunAt: Timestamp }>>;
  /** An address that anyone may read from until it expires. The same window gives the same address. */
  presignGet(request: {
    key: string;
    expiresAt: Timestamp;
    contentType: string;
    /** Sent as an attachment under this name. */
    downloadName: string;
    /** A store that answers by itself refuses the address once these people may not see the photo. */
    audience: Audience;
  }): Promise<string>;
  head(key: string): Promise<BlobInfo | undefined>;
  /** Whole, or the range, whose ends are both included and within the object. Absent where there is none. */
  read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Into a new local file, without a copy where the store can. False where there is no such object. */
  readToFile(key: string, path: string): Promise<boolean>;
  /** Replaces what is there. */
  writeFile(key: string, path: string, contentType: string): Promise<void>;
  /** Idempotent. */
  remove(keys: readonly string[]): Promise<void>;
  /** In order of key. */
  list(
    request: PageRequest & { prefix: string },
  ): Promise<Page<{ key: string; bytes: number; modifiedAt: Timestamp }>>;
  /**
   * Files in the store's own folder that no key below the prefixes leads to: somebody else put them there. At most `limit`
   * of them; none in a store without folders.
   */
  listStrays(request: { prefixes: readonly string[]; limit: number }): Promise<string[]>;
  /**
   * Deletes parts that were begun before and never finished, and partial files, which nobody resumes, that were last
   * written before `draftsBefore`. Answers how many.
   */
  removeUnfinished(before: Timestamp, draftsBefore?: Timestamp): Promise<number>;
  /** Whether the store answers: rejects with the reason where it does not. */
  check(): Promise<void>;
}
