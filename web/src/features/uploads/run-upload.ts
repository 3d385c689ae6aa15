import type { Photo } from '../../api/types.ts';
import type { UploadType } from './accepted-files.ts';
import { UploadFault } from './upload-fault.ts';
import type { UploadState } from './upload-item.ts';

export type UploadTarget = { url: string; headers: Record<string, string> };
export type Announcement = {
  file: File;
  contentType: UploadType;
  sha256: string | undefined;
  albumId?: string | undefined;
};
export type Begun = { photo: Photo; target: UploadTarget | undefined };

/** What an upload does to the world; all but `pause` fail with an `UploadFault`, or because the signal says so. */
export interface UploadPorts {
  hash(file: File, signal: AbortSignal): Promise<string | undefined>;
  begin(announcement: Announcement, signal: AbortSignal): Promise<Begun>;
  /** Is content when the bytes are there already. */
  send(
    target: UploadTarget,
    file: File,
    onProgress: (sentBytes: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  complete(photoId: string, signal: AbortSignal): Promise<Photo>;
  giveUp(photoId: string): Promise<void>;
  /** Ends early when the network comes back. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export type UploadStep = { state: UploadState; photo?: Photo };
export type Outcome = { state: 'processing' | 'duplicate'; photo: Photo };

type Upload = {
  file: File;
  contentType: UploadType;
  albumId?: string | undefined;
  onStep: (step: UploadStep) => void;
  onProgress: (sentBytes: number) => void;
  /** Another file of the same queue is that photo already. */
  isTaken: (photoId: string) => boolean;
};

/** An address may expire or its photo be given up elsewhere; more than that is not bad luck. */
const renewals = 3;

/** Brings one file from the disk to the point where the server has it. */
export async function runUpload(ports: UploadPorts, upload: Upload, signal: AbortSignal): Promise<Outcome> {
  const { file, contentType, albumId, onStep, onProgress } = upload;
  onStep({ state: 'hashing' });
  const sha256 = await ports.hash(file, signal);
  for (let round = 1; ; round += 1) {
    onStep({ state: 'announcing' });
    const { photo, target } = await persist(ports, signal, () =>
      ports.begin({ file, contentType, sha256, albumId }, signal),
    );
    if (!target || upload.isTaken(photo.id)) return { state: 'duplicate', photo };
    onStep({ state: 'sending', photo });
    try {
      await persist(ports, signal, () => ports.send(target, file, onProgress, signal));
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

const attempts = 7;
const firstPause = 1000;
const longestPause = 30_000;

/** Tries again what may work later, waiting longer each time or as long as the server asked for. */
async function persist<T>(ports: UploadPorts, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UploadFault && error.kind === 'retry') || attempt === attempts) throw error;
      const longer = Math.min(longestPause, firstPause * 2 ** (attempt - 1));
      await ports.pause(error.retryAfter ?? longer, signal);
    }
  }
}
