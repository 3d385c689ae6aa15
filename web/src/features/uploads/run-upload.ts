import type { UploadType } from '@vitrine/contract/file-names.ts';
import type { ExaminedHead } from '@vitrine/contract/picture-header.ts';
import type { Photo, UploadDefaults } from '../../api/types.ts';
import { UploadFault } from './upload-fault.ts';
import type { UploadState } from './upload-item.ts';

export type UploadTarget = { url: string; headers: Record<string, string> };
/** `parts` holds the checksum of each, and one alone where the file is sent whole. */
export type FileChecksums = { sha256: string; parts: string[] };
export type Announcement = {
  file: File;
  contentType: UploadType;
  checksums: FileChecksums | undefined;
  albumId?: string | undefined;
  /** Without it the account's defaults apply. */
  sharing?: UploadDefaults | undefined;
};
/** From `start` in the file; without a target it has arrived. */
export type FilePart = { start: number; bytes: number; target: UploadTarget | undefined };
/** Without parts the server has the file. */
export type Begun = { photo: Photo; parts: FilePart[] | undefined };

/** What an upload does to the world; all but `pause` fail with an `UploadFault`, or because the signal says so. */
export interface UploadPorts {
  /** Reads the file's start. `undefined` if it cannot be examined here. */
  examine(file: File): Promise<ExaminedHead | undefined>;
  hash(file: File, signal: AbortSignal): Promise<FileChecksums | undefined>;
  /** Heard to its end whatever happens: what it began has to be known, to be given up. */
  begin(announcement: Announcement): Promise<Begun>;
  /** Is content when the bytes are there already. */
  send(
    target: UploadTarget,
    part: Blob,
    onProgress: (sentBytes: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  complete(photoId: string, signal: AbortSignal): Promise<Photo>;
  giveUp(photoId: string): Promise<void>;
  /** Answers the photos that were changed. */
  share(photoIds: readonly string[], sharing: UploadDefaults): Promise<Iterable<string>>;
  /** Ends early when the network comes back. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** False only where the machine is known to have no network at all. */
  isOnline(): boolean;
}

/** `arrivedBytes` are those that were sent before. */
export type UploadStep = { state: UploadState; photo?: Photo; arrivedBytes?: number };
export type Outcome = { state: 'processing' | 'duplicate'; photo: Photo };

type Upload = {
  file: File;
  contentType: UploadType;
  albumId?: string | undefined;
  /** The choice at the moment of the announcement. */
  sharingNow: () => UploadDefaults | undefined;
  onStep: (step: UploadStep) => void;
  onProgress: (sentBytes: number) => void;
  /** Resolves once the files that were chosen before are announced, or need not be. */
  turn: Promise<void>;
  onAnnounced: () => void;
  /** Another file of the same queue is that photo already. */
  isTaken: (photoId: string) => boolean;
  /** The photo was begun after the upload had been cancelled. */
  onLate: (photo: Photo) => void;
};

/** An address may expire or its photo be given up elsewhere; more than that without any progress is not bad luck. */
const renewals = 3;

/** Brings one file from the disk to the point where the server has it. */
export async function runUpload(ports: UploadPorts, upload: Upload, signal: AbortSignal): Promise<Outcome> {
  const { file, contentType, albumId, sharingNow, onStep, turn, onAnnounced } = upload;
  onStep({ state: 'hashing' });
  const examined = await ports.examine(file);
  signal.throwIfAborted();
  if (examined && 'refusal' in examined) throw new UploadFault('refuse', { detail: examined.refusal });
  const checksums = await ports.hash(file, signal);
  // Lists show a series in the order of its announcements, however long each file takes to hash.
  await turn;
  signal.throwIfAborted();
  let mostArrived = 0;
  for (let round = 1; ; round += 1) {
    onStep({ state: 'announcing' });
    const { photo, parts } = await persist(ports, signal, () =>
      ports.begin({ file, contentType, checksums, albumId, sharing: sharingNow() }),
    );
    onAnnounced();
    if (signal.aborted && parts) upload.onLate(photo);
    signal.throwIfAborted();
    if (!parts || upload.isTaken(photo.id)) return { state: 'duplicate', photo };
    const arrivedBytes = sumBytes(parts.filter(({ target }) => !target));
    if (arrivedBytes > mostArrived) round = 1;
    mostArrived = Math.max(mostArrived, arrivedBytes);
    onStep({ state: 'sending', photo, arrivedBytes });
    try {
      await sendParts(ports, upload, parts, signal);
      onStep({ state: 'completing' });
      return {
        state: 'processing',
        photo: await persist(ports, signal, () => ports.complete(photo.id, signal)),
      };
    } catch (error) {
      if (!(error instanceof UploadFault && error.kind === 'renew')) throw error;
      if (round === renewals) throw new UploadFault('stop', error.reason);
    }
  }
}

const sumBytes = (parts: readonly FilePart[]) => parts.reduce((sum, { bytes }) => sum + bytes, 0);

/** One after the other: a page that dies loses no more than one. */
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
    await persist(ports, signal, () => ports.send(target, part, progress, signal));
    arrived += bytes;
  }
}

const attempts = 7;
const firstPause = 1000;
const longestPause = 30_000;

/** Tries again what may work later, waiting longer each time or as long as the server asked for. */
async function persist<T>(ports: UploadPorts, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      return await task();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UploadFault && error.kind === 'retry')) throw error;
      // Without a network nothing was tried.
      if (error.reason === 'offline' && !ports.isOnline()) {
        await ports.pause(longestPause, signal);
        continue;
      }
      failures += 1;
      if (failures === attempts) throw error;
      const longer = Math.min(longestPause, firstPause * 2 ** (failures - 1));
      await ports.pause(error.retryAfter ?? longer, signal);
    }
  }
}
