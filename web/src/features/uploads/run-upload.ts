import type { UploadType } from '@vitrine/contract/file-names.ts';
import type { ExaminedHead } from '@vitrine/contract/picture-header.ts';
import type { Photo, UploadDefaults } from '../../api/types.ts';
import { UploadError } from './upload-error.ts';
import type { UploadState } from './upload-item.ts';

export type UploadTarget = { url: string; headers: Record<string, string> };
/** `parts` holds the checksum of each part, a single one if the file is sent whole. */
export type FileChecksums = { sha256: string; parts: string[] };
export type UploadRequest = {
  file: File;
  contentType: UploadType;
  checksums: FileChecksums | undefined;
  albumId?: string | undefined;
  /** Defaults to the account's upload defaults. */
  sharing?: UploadDefaults | undefined;
};
/** A part from offset `start`. Without a target, the server already has it. */
export type FilePart = { start: number; bytes: number; target: UploadTarget | undefined };
/** Without `parts`, the server already has the file. */
export type StartedUpload = { photo: Photo; parts: FilePart[] | undefined };

/** Side effects of an upload. All but `pause` reject with an `UploadError`, or when the signal aborts. */
export interface UploadPorts {
  /** Reads the file's start. `undefined` if it cannot be examined here. */
  examine(file: File): Promise<ExaminedHead | undefined>;
  hash(file: File, signal: AbortSignal): Promise<FileChecksums | undefined>;
  /** Cannot be aborted: the response names the photo, which is needed to cancel it. */
  begin(request: UploadRequest): Promise<StartedUpload>;
  /** Succeeds if the bytes are already stored. */
  send(
    target: UploadTarget,
    part: Blob,
    onProgress: (sentBytes: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  complete(photoId: string, signal: AbortSignal): Promise<Photo>;
  cancel(photoId: string): Promise<void>;
  /** Returns the ids of the changed photos. */
  share(photoIds: readonly string[], sharing: UploadDefaults): Promise<Iterable<string>>;
  /** Waits. Resolves early when the network is back. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Returns `false` only if the machine has no network at all. */
  isOnline(): boolean;
}

/** `arrivedBytes` counts the bytes sent by an earlier attempt. */
export type UploadStep = { state: UploadState; photo?: Photo; arrivedBytes?: number };
export type Outcome = { state: 'processing' | 'duplicate'; photo: Photo };

type Upload = {
  file: File;
  contentType: UploadType;
  albumId?: string | undefined;
  /** Returns the visibility chosen by the time the upload begins. */
  sharingNow: () => UploadDefaults | undefined;
  onStep: (step: UploadStep) => void;
  onProgress: (sentBytes: number) => void;
  /** Resolves when all files chosen before have begun or ended. */
  previousStarted: Promise<void>;
  onStarted: () => void;
  /** Reports whether another file of this queue has the same photo. */
  isDuplicate: (photoId: string) => boolean;
  /** Called if the server created the photo after the upload was cancelled. */
  onStartedTooLate: (photo: Photo) => void;
};

/** Upload URLs may expire, or another device may cancel the photo. Stop after this many rounds without progress. */
const maxRenewals = 3;

/** Uploads one file: checks, hashes, begins, sends its parts and completes. */
export async function runUpload(ports: UploadPorts, upload: Upload, signal: AbortSignal): Promise<Outcome> {
  const { file, contentType, albumId, sharingNow, onStep, previousStarted, onStarted } = upload;
  onStep({ state: 'hashing' });
  const examined = await ports.examine(file);
  signal.throwIfAborted();
  if (examined && 'refusal' in examined) throw new UploadError('refuse', { detail: examined.refusal });
  const checksums = await ports.hash(file, signal);
  // Begin uploads in the chosen order, because lists show that order.
  await previousStarted;
  signal.throwIfAborted();
  let maxArrivedBytes = 0;
  for (let round = 1; ; round += 1) {
    onStep({ state: 'starting' });
    const { photo, parts } = await withRetries(ports, signal, () =>
      ports.begin({ file, contentType, checksums, albumId, sharing: sharingNow() }),
    );
    onStarted();
    if (signal.aborted && parts) upload.onStartedTooLate(photo);
    signal.throwIfAborted();
    if (!parts || upload.isDuplicate(photo.id)) return { state: 'duplicate', photo };
    const arrivedBytes = sumBytes(parts.filter(({ target }) => !target));
    if (arrivedBytes > maxArrivedBytes) round = 1;
    maxArrivedBytes = Math.max(maxArrivedBytes, arrivedBytes);
    onStep({ state: 'sending', photo, arrivedBytes });
    try {
      await sendParts(ports, upload, parts, signal);
      onStep({ state: 'completing' });
      return {
        state: 'processing',
        photo: await withRetries(ports, signal, () => ports.complete(photo.id, signal)),
      };
    } catch (error) {
      if (!(error instanceof UploadError && error.kind === 'renew')) throw error;
      if (round === maxRenewals) throw new UploadError('stop', error.reason);
    }
  }
}

const sumBytes = (parts: readonly FilePart[]) => parts.reduce((sum, { bytes }) => sum + bytes, 0);

/** Sends parts in sequence, so that a crashed page loses at most one. */
async function sendParts(
  ports: UploadPorts,
  { file, onProgress }: Upload,
  parts: readonly FilePart[],
  signal: AbortSignal,
): Promise<void> {
  let arrived = sumBytes(parts.filter(({ target }) => !target));
  for (const { start, bytes, target } of parts) {
    if (!target) continue;
    const part = file.slice(start, start + bytes);
    const before = arrived;
    const progress = (sentBytes: number) => onProgress(before + sentBytes);
    await withRetries(ports, signal, () => ports.send(target, part, progress, signal));
    arrived += bytes;
  }
}

const maxAttempts = 7;
const firstPause = 1000;
const maxPause = 30_000;

/** Retries with exponential backoff, or after the delay that the server asked for. */
async function withRetries<T>(ports: UploadPorts, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      return await task();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UploadError && error.kind === 'retry')) throw error;
      // An attempt without a network does not count.
      if (error.reason === 'offline' && !ports.isOnline()) {
        await ports.pause(maxPause, signal);
        continue;
      }
      failures += 1;
      if (failures === maxAttempts) throw error;
      const backoff = Math.min(maxPause, firstPause * 2 ** (failures - 1));
      await ports.pause(error.retryAfter ?? backoff, signal);
    }
  }
}
