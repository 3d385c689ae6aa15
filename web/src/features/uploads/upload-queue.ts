import type { Photo, UploadDefaults } from '../../api/types.ts';
import { type CheckedFile, checkFile } from './check-file.ts';
import { runUpload, type UploadPorts } from './run-upload.ts';
import { createSpeedometer, type Speedometer } from './speedometer.ts';
import { UploadFault } from './upload-fault.ts';
import {
  isCancellable,
  isCutOff,
  isOpen,
  isRetryable,
  isSettled,
  sumUp,
  type UploadItem,
  type UploadTotals,
} from './upload-item.ts';

export type UploadSnapshot = {
  items: readonly UploadItem[];
  totals: UploadTotals;
  /** The choice for these uploads. Without one, the account's defaults apply. */
  sharing?: UploadDefaults | undefined;
  /** Some photos have another visibility still. */
  isShareFailed: boolean;
  /** Counts up each time that the list is cleared: the uploads after that are others. */
  batch: number;
};

export interface UploadQueue {
  subscribe(listener: () => void): () => void;
  getSnapshot(): UploadSnapshot;
  add(files: readonly File[], albumId?: string): void;
  retry(ids: readonly number[]): void;
  /** Chooses for all of these uploads who sees them, also for those that have arrived. */
  share(sharing: UploadDefaults): void;
  /** Tries again what failed for want of a connection. */
  resume(): void;
  cancel(ids: readonly number[]): void;
  /** Takes what is over off the list. */
  clear(): void;
  /** Whether that photo's file is on its way. */
  holds(photoId: string): boolean;
  /** What the server says about a photo by now. */
  photoChanged(photo: Photo): void;
  photoGone(photoId: string): void;
}

export type UploadQueueOptions = {
  ports: UploadPorts;
  atOnce: number;
  now: () => number;
  /** Runs later, so that many changes are told as one. */
  schedule: (tell: () => void) => void;
  /** A photo was announced, or has arrived and is being processed. */
  onPhoto: (photo: Photo) => void;
  /** One was given up. */
  onGone: (photoId: string) => void;
  onShared: (photoIds: readonly string[], sharing: UploadDefaults) => void;
};

type Run = { controller: AbortController; speedometer: Speedometer };

export function createUploadQueue(options: UploadQueueOptions): UploadQueue {
  const { ports, atOnce, now, schedule, onPhoto, onGone, onShared } = options;
  const items = new Map<number, UploadItem>();
  const runs = new Map<number, Run>();
  const checks = new Map<number, CheckedFile>();
  const listeners = new Set<() => void>();
  let snapshot: UploadSnapshot = { items: [], totals: sumUp([]), isShareFailed: false, batch: 1 };
  let batch = 1;
  let sharing: UploadDefaults | undefined;
  let isShareFailed = false;
  let sharingRun = Promise.resolve();
  let isTelling = false;
  let lastId = 0;
  let lastAnnounced: Promise<void> = Promise.resolve();

  const tell = () => {
    if (isTelling) return;
    isTelling = true;
    schedule(() => {
      isTelling = false;
      const list = [...items.values()];
      snapshot = { items: list, totals: sumUp(list), sharing, isShareFailed, batch };
      for (const listener of listeners) listener();
    });
  };

  const change = (id: number, changes: Partial<UploadItem>) => {
    const item = items.get(id);
    if (!item) return;
    items.set(id, { ...item, ...changes });
    tell();
  };

  const photosOf = (list: Iterable<UploadItem>) => [...list].flatMap(({ photo }) => photo ?? []);
  const differs = (photo: Photo) =>
    sharing !== undefined &&
    (photo.visibility !== sharing.visibility || photo.allowDownload !== sharing.allowDownload);

  /** One after the other, each with the choice that is the latest by then. */
  const shareLater = () => {
    sharingRun = sharingRun.then(async () => {
      const chosen = sharing;
      const mine = [...items.values()].filter(({ state }) => state !== 'duplicate' && state !== 'refused');
      const ids = photosOf(mine)
        .filter(differs)
        .map(({ id }) => id);
      if (!chosen || ids.length === 0) return;
      try {
        const done = new Set(await ports.share(ids, chosen));
        for (const { id, photo } of mine)
          if (photo && done.has(photo.id)) change(id, { photo: { ...photo, ...chosen } });
        onShared([...done], chosen);
        isShareFailed = done.size < ids.length;
      } catch {
        isShareFailed = true;
      }
      tell();
    });
  };

  const run = async (item: UploadItem, contentType: Parameters<typeof runUpload>[1]['contentType']) => {
    const { id, file, albumId } = item;
    const controller = new AbortController();
    const speedometer = createSpeedometer(now);
    runs.set(id, { controller, speedometer });
    const turn = lastAnnounced;
    let onAnnounced = () => {};
    lastAnnounced = new Promise((resolve) => {
      onAnnounced = resolve;
    });
    try {
      const outcome = await runUpload(
        ports,
        {
          file,
          contentType,
          albumId,
          sharingNow: () => sharing,
          turn,
          onAnnounced,
          onStep: ({ state, photo, arrivedBytes = 0 }) => {
            if (state === 'sending') speedometer.reset(arrivedBytes);
            const sentBytes = state === 'completing' ? file.size : arrivedBytes;
            change(id, { state, ...(photo && { photo }), sentBytes, isResumed: arrivedBytes > 0, speed: 0 });
            if (photo) onPhoto(photo);
            // The choice was another one while it was announced.
            if (photo && differs(photo)) shareLater();
          },
          onProgress: (sentBytes) => change(id, { sentBytes, speed: speedometer.measure(sentBytes) }),
          isTaken: (photoId) => isTaken(photoId, id),
          onLate: (photo) => {
            // Who has thought better of it goes on with that very photo.
            const isResumed = items.get(id)?.state === 'waiting';
            if (!isResumed && !isTaken(photo.id, id)) void giveUp(photo.id);
          },
        },
        controller.signal,
      );
      onPhoto(outcome.photo);
      settle(id, outcome.photo, outcome.state);
      if (outcome.state === 'processing' && differs(outcome.photo)) shareLater();
    } catch (error) {
      if (!controller.signal.aborted) change(id, troubleOf(error));
    }
    onAnnounced();
    runs.delete(id);
    startNext();
  };

  const isTaken = (photoId: string, byOtherThan: number) =>
    [...items.values()].some(
      (item) => item.id !== byOtherThan && item.photo?.id === photoId && !isRetryable(item),
    );

  /** Small files are ready, now and then, before anyone has asked. */
  const settle = (id: number, photo: Photo, state: 'processing' | 'duplicate') => {
    if (photo.status === 'rejected') change(id, rejection(photo));
    else if (state === 'duplicate' || photo.status !== 'ready') change(id, { state, photo, speed: 0 });
    else change(id, { state: 'ready', photo, speed: 0 });
  };

  const startNext = () => {
    for (const item of items.values()) {
      if (runs.size >= atOnce) return;
      const check = checks.get(item.id);
      if (item.state === 'waiting' && !runs.has(item.id) && check && 'contentType' in check)
        void run(item, check.contentType);
    }
  };

  /** Its bytes decide about a file whose name says nothing, or name its format in the refusal. */
  const examineUnknown = async (id: number, file: File) => {
    const examined = await ports.examine(file);
    if (!examined || !items.has(id)) return;
    if ('refusal' in examined) {
      change(id, { reason: { detail: examined.refusal } });
      return;
    }
    checks.set(id, { contentType: `image/${examined.taken}` });
    change(id, { state: 'waiting', reason: undefined });
    startNext();
  };

  const cancelOne = (id: number) => {
    const item = items.get(id);
    if (!item || !isCancellable(item)) return;
    runs.get(id)?.controller.abort();
    change(id, { state: 'cancelled', speed: 0, sentBytes: 0, photo: undefined });
    if (item.photo) void giveUp(item.photo.id);
  };

  /** Should it fail, one's gallery still shows the photo, with a way to give it up. */
  const giveUp = (photoId: string) =>
    ports.giveUp(photoId).then(
      () => onGone(photoId),
      () => undefined,
    );

  const withPhoto = (photoId: string) =>
    [...items.values()].filter((item) => item.photo?.id === photoId && item.state === 'processing');

  const retry = (ids: readonly number[]) => {
    for (const id of ids) {
      const item = items.get(id);
      if (item && isRetryable(item)) change(id, { state: 'waiting', reason: undefined, sentBytes: 0 });
    }
    startNext();
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    add(files, albumId) {
      for (const file of files) {
        lastId += 1;
        const check = checkFile(file);
        checks.set(lastId, check);
        const known = 'refused' in check ? { state: 'refused' as const, reason: check.refused } : undefined;
        items.set(lastId, { id: lastId, file, state: 'waiting', sentBytes: 0, speed: 0, albumId, ...known });
        if ('refused' in check && check.refused === 'type') void examineUnknown(lastId, file);
      }
      startNext();
      tell();
    },
    retry,
    share(chosen) {
      sharing = chosen;
      isShareFailed = false;
      shareLater();
      tell();
    },
    resume: () => retry([...items.values()].filter(isCutOff).map(({ id }) => id)),
    cancel(ids) {
      for (const id of ids) cancelOne(id);
      startNext();
    },
    clear() {
      for (const item of [...items.values()].filter(isSettled)) {
        items.delete(item.id);
        checks.delete(item.id);
      }
      if (items.size === 0) {
        batch += 1;
        sharing = undefined;
        isShareFailed = false;
      }
      tell();
    },
    holds: (photoId) => [...items.values()].some((item) => item.photo?.id === photoId && isOpen(item)),
    photoChanged(photo) {
      for (const { id } of withPhoto(photo.id)) {
        if (photo.status === 'ready') change(id, { state: 'ready', photo });
        else if (photo.status === 'rejected') change(id, rejection(photo));
      }
    },
    photoGone(photoId) {
      for (const { id } of withPhoto(photoId)) change(id, { state: 'cancelled', photo: undefined });
    },
  };
}

const rejection = (photo: Photo): Partial<UploadItem> => ({
  state: 'refused',
  photo,
  reason: photo.statusReason ? { detail: photo.statusReason } : 'unknown',
});

function troubleOf(error: unknown): Partial<UploadItem> {
  if (!(error instanceof UploadFault)) return { state: 'failed', reason: 'unknown', speed: 0 };
  return { state: error.kind === 'refuse' ? 'refused' : 'failed', reason: error.reason, speed: 0 };
}
