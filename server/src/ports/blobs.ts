import type { Audience } from '../domain/access.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type BlobInfo = { bytes: number; contentType: string };

export type PutTarget = { method: 'PUT'; url: string; headers: Record<string, string> };

/** `sha256` in hexadecimal. */
export type Part = { bytes: number; sha256: string };

export type ByteRange = { start: number; end: number };

/** Objects under keys. An object is whole or absent, never partial. */
export interface BlobStore {
  /**
   * Signs a URL that accepts exactly these bytes, once. Length, type and any checksum are part of the signature.
   * The store refuses other bytes, and a second object under the key.
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
   * Begins or resumes an object that is sent in parts. Returns a URL for each part, in order: it accepts exactly
   * these bytes, any number of times. Returns `undefined` for a part of that length that has arrived, and for all
   * parts of a completed object. Only the last part may be shorter than 5 MiB.
   */
  beginParts(request: {
    key: string;
    contentType: string;
    parts: readonly Part[];
    /** False if nothing was begun before, which spares a lookup. */
    mayHaveBegun: boolean;
    expiresAt: Timestamp;
  }): Promise<(PutTarget | undefined)[]>;
  /**
   * Joins the parts if all of them have arrived with these lengths. Returns true if the object exists. Parts of an
   * object that was sent whole may be left to `removeUnfinished`.
   */
  completeParts(request: { key: string; lengths: readonly number[] }): Promise<boolean>;
  /** Removes the parts of a cancelled object and invalidates their URLs. Idempotent. */
  removeParts(key: string): Promise<void>;
  /** Objects in parts that were neither completed nor removed, in order of key. */
  listBegunParts(
    request: PageRequest & { prefix: string },
  ): Promise<Page<{ key: string; begunAt: Timestamp }>>;
  /** Signs a URL that anyone may read from until it expires. Equal requests get equal URLs. */
  presignGet(request: {
    key: string;
    expiresAt: Timestamp;
    contentType: string;
    /** Name of the attachment. */
    downloadName: string;
    /** Stores that serve the bytes themselves refuse the URL once this audience may not see the photo. */
    audience: Audience;
  }): Promise<string>;
  head(key: string): Promise<BlobInfo | undefined>;
  /** Reads the object or a range of it. Both ends are included and within the object. */
  read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Copies or links the object to a new local file. Returns false if there is no such object. */
  readToFile(key: string, path: string): Promise<boolean>;
  /** Replaces an existing object. */
  writeFile(key: string, path: string, contentType: string): Promise<void>;
  /** Idempotent. */
  remove(keys: readonly string[]): Promise<void>;
  /** Objects in order of key. */
  list(
    request: PageRequest & { prefix: string },
  ): Promise<Page<{ key: string; bytes: number; modifiedAt: Timestamp }>>;
  /**
   * Files in the store's folder that are no objects below the prefixes. Returns at most `limit`, and none in a
   * store without folders.
   */
  listStrays(request: { prefixes: readonly string[]; limit: number }): Promise<string[]>;
  /**
   * Deletes unfinished parts that were begun before `before`, and partial files that were last written before
   * `draftsBefore`. Returns their number.
   */
  removeUnfinished(before: Timestamp, draftsBefore?: Timestamp): Promise<number>;
  /** Rejects with the reason if the store does not respond. */
  check(): Promise<void>;
}
