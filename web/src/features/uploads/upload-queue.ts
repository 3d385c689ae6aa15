import type { Photo, UploadDefaults } from '../../api/types.ts';
import { type CheckedFile, checkFile } from './check-file.ts';
import { runUpload, type UploadPorts } from './run-upload.ts';
import { createTransferRate, type TransferRate } from './transfer-rate.ts';
import { UploadError } from './upload-error.ts';
import {
  hasLostConnection,
  isCancellable,
  isOpen,
  isRetryable,
  isSettled,
  sumTotals,
  type UploadItem,
  type UploadTotals,
} from './upload-item.ts';

export type UploadSnapshot = {
  items: readonly UploadItem[];
  totals: UploadTotals;
  /** Visibility chosen for these uploads. Defaults to the account's. */
  sharing?: UploadDefaults | undefined;
  /** Set if some photos could not get the chosen visibility. */
  hasSharingFailed: boolean;
  /** Increases each time the list is cleared, to tell batches of uploads apart. */
  batch: number;
};

export interface UploadQueue {
  subscribe(listener: () => void): () => void;
  getSnapshot(): UploadSnapshot;
  add(files: readonly File[], albumId?: string): void;
  retry(ids: readonly number[]): void;
  /** Sets the visibility of all these uploads, including finished ones. */
  setSharing(sharing: UploadDefaults): void;
  /** Retries uploads that failed for lack of a connection. */
  retryOffline(): void;
  cancel(ids: readonly number[]): void;
  /** Removes finished uploads from the list. */
  clear(): void;
  /** Reports whether the photo's file is being uploaded. */
  isUploading(photoId: string): boolean;
  /** Applies the photo's state on the server. */
  updatePhoto(photo: Photo): void;
  removePhoto(photoId: string): void;
}

export type UploadQueueOptions = {
  ports: UploadPorts;
  concurrency: number;
  now: () => number;
  /** Defers a notification, to combine many changes into one. */
  schedule: (notify: () => void) => void;
  /** Called when an upload has begun and when it is processing. */
  onPhoto: (photo: Photo) => void;
  /** Called when an upload was cancelled. */
  onCancelled: (photoId: string) => void;
  onShared: (photoIds: readonly string[], sharing: UploadDefaults) => void;
};

type Run = { controller: AbortController; transferRate: TransferRate };

export function createUploadQueue(options: UploadQueueOptions): UploadQueue {
  const { ports, concurrency, now, schedule, onPhoto, onCancelled, onShared } = options;
  const items = new Map<number, UploadItem>();
  const runs = new Map<number, Run>();
  const checks = new Map<number, CheckedFile>();
  const listeners = new Set<() => void>();
  let snapshot: UploadSnapshot = { items: [], totals: sumTotals([]), hasSharingFailed: false, batch: 1 };
  let batch = 1;
  let sharing: UploadDefaults | undefined;
  let hasSharingFailed = false;
  let sharingRun = Promise.resolve();
  let isNotifying = false;
  let lastId = 0;
  let lastStarted: Promise<void> = Promise.resolve();

  const notify = () => {
    if (isNotifying) return;
    isNotifying = true;
    schedule(() => {
      isNotifying = false;
      const list = [...items.values()];
      snapshot = { items: list, totals: sumTotals(list), sharing, hasSharingFailed, batch };
      for (const listener of listeners) listener();
    });
  };

  const change = (id: number, changes: Partial<UploadItem>) => {
    const item = items.get(id);
    if (!item) return;
    items.set(id, { ...item, ...changes });
    notify();
  };

  const photosOf = (list: Iterable<UploadItem>) => [...list].flatMap(({ photo }) => photo ?? []);
  const needsSharing = (photo: Photo) =>
    sharing !== undefined &&
    (photo.visibility !== sharing.visibility || photo.allowDownload !== sharing.allowDownload);

  /** Applies the visibility in sequence, each time with the latest choice. */
  const applySharing = () => {
    sharingRun = sharingRun.then(async () => {
      const chosen = sharing;
      const newUploads = [...items.values()].filter(
        ({ state }) => state !== 'duplicate' && state !== 'refused',
      );
      const ids = photosOf(newUploads)
        .filter(needsSharing)
        .map(({ id }) => id);
      if (!chosen || ids.length === 0) return;
      try {
        const done = new Set(await ports.share(ids, chosen));
        for (const { id, photo } of newUploads)
          if (photo && done.has(photo.id)) change(id, { photo: { ...photo, ...chosen } });
        onShared([...done], chosen);
        hasSharingFailed = done.size < ids.length;
      } catch {
        hasSharingFailed = true;
      }
      notify();
    });
  };

  const run = async (item: UploadItem, contentType: Parameters<typeof runUpload>[1]['contentType']) => {
    const { id, file, albumId } = item;
    const controller = new AbortController();
    const transferRate = createTransferRate(now);
    runs.set(id, { controller, transferRate });
    const previousStarted = lastStarted;
    let onStarted = () => {};
    lastStarted = new Promise((resolve) => {
      onStarted = resolve;
    });
    try {
      const outcome = await runUpload(
        ports,
        {
          file,
          contentType,
          albumId,
          sharingNow: () => sharing,
          previousStarted,
          onStarted,
          onStep: ({ state, photo, arrivedBytes = 0 }) => {
            if (state === 'sending') transferRate.reset(arrivedBytes);
            const sentBytes = state === 'completing' ? file.size : arrivedBytes;
            change(id, { state, ...(photo && { photo }), sentBytes, isResumed: arrivedBytes > 0, speed: 0 });
            if (photo) onPhoto(photo);
            // The choice changed while the upload began.
            if (photo && needsSharing(photo)) applySharing();
          },
          onProgress: (sentBytes) => change(id, { sentBytes, speed: transferRate.measure(sentBytes) }),
          isDuplicate: (photoId) => isDuplicate(photoId, id),
          onStartedTooLate: (photo) => {
            // If the user restarted this upload meanwhile, keep its photo.
            const isResumed = items.get(id)?.state === 'waiting';
            if (!isResumed && !isDuplicate(photo.id, id)) void cancelUpload(photo.id);
          },
        },
        controller.signal,
      );
      onPhoto(outcome.photo);
      applyOutcome(id, outcome.photo, outcome.state);
      if (outcome.state === 'processing' && needsSharing(outcome.photo)) applySharing();
    } catch (error) {
      if (!controller.signal.aborted) change(id, failureOf(error));
    }
    onStarted();
    runs.delete(id);
    startNext();
  };

  const isDuplicate = (photoId: string, exceptId: number) =>
    [...items.values()].some(
      (item) => item.id !== exceptId && item.photo?.id === photoId && !isRetryable(item),
    );

  /** Applies the outcome. Small files may already be ready. */
  const applyOutcome = (id: number, photo: Photo, state: 'processing' | 'duplicate') => {
    if (photo.status === 'rejected') change(id, rejection(photo));
    else if (state === 'duplicate' || photo.status !== 'ready') change(id, { state, photo, speed: 0 });
    else change(id, { state: 'ready', photo, speed: 0 });
  };

  const startNext = () => {
    for (const item of items.values()) {
      if (runs.size >= concurrency) return;
      const check = checks.get(item.id);
      if (item.state === 'waiting' && !runs.has(item.id) && check && 'contentType' in check)
        void run(item, check.contentType);
    }
  };

  /** Inspects a file with an unknown name: accepts it, or names its format in the rejection. */
  const inspectUnknown = async (id: number, file: File) => {
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
    if (item.photo) void cancelUpload(item.photo.id);
  };

  /** Cancels the upload on the server. If that fails, the library still offers to discard it. */
  const cancelUpload = (photoId: string) =>
    ports.cancel(photoId).then(
      () => onCancelled(photoId),
      () => undefined,
    );

  const processingItemsOf = (photoId: string) =>
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
        if ('refused' in check && check.refused === 'type') void inspectUnknown(lastId, file);
      }
      startNext();
      notify();
    },
    retry,
    setSharing(chosen) {
      sharing = chosen;
      hasSharingFailed = false;
      applySharing();
      notify();
    },
    retryOffline: () => retry([...items.values()].filter(hasLostConnection).map(({ id }) => id)),
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
        hasSharingFailed = false;
      }
      notify();
    },
    isUploading: (photoId) => [...items.values()].some((item) => item.photo?.id === photoId && isOpen(item)),
    updatePhoto(photo) {
      for (const { id } of processingItemsOf(photo.id)) {
        if (photo.status === 'ready') change(id, { state: 'ready', photo });
        else if (photo.status === 'rejected') change(id, rejection(photo));
      }
    },
    removePhoto(photoId) {
      for (const { id } of processingItemsOf(photoId)) change(id, { state: 'cancelled', photo: undefined });
    },
  };
}

const rejection = (photo: Photo): Partial<UploadItem> => ({
  state: 'refused',
  photo,
  reason: photo.statusReason ? { detail: photo.statusReason } : 'unknown',
});

function failureOf(error: unknown): Partial<UploadItem> {
  if (!(error instanceof UploadError)) return { state: 'failed', reason: 'unknown', speed: 0 };
  return { state: error.kind === 'refuse' ? 'refused' : 'failed', reason: error.reason, speed: 0 };
}
