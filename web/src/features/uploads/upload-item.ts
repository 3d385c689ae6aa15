import type { Photo } from '../../api/types.ts';
import type { UploadReason } from './upload-error.ts';

/** More rows are useless to read, and a thousand would slow the upload down. */
const maxRows = 100;

const importance: Record<UploadState, number> = {
  failed: 0,
  refused: 0,
  sending: 1,
  completing: 1,
  starting: 1,
  hashing: 1,
  waiting: 2,
  processing: 3,
  ready: 4,
  duplicate: 4,
  cancelled: 4,
};

/** Returns the rows to show: failed files first, then the others in order. Beyond the limit, active ones come first. */
export function selectVisibleRows(items: readonly UploadItem[]): {
  shown: readonly UploadItem[];
  hidden: number;
} {
  const rankOf = ({ state }: UploadItem) =>
    items.length > maxRows ? importance[state] : Math.min(importance[state], 1);
  const ranked = items.toSorted((one, other) => rankOf(one) - rankOf(other));
  return { shown: ranked.slice(0, maxRows), hidden: Math.max(0, items.length - maxRows) };
}

export type UploadState =
  | 'waiting'
  | 'hashing'
  | 'starting'
  | 'sending'
  | 'completing'
  | 'processing'
  | 'ready'
  | 'duplicate'
  | 'refused'
  | 'failed'
  | 'cancelled';

/** Immutable: a row renders again when its item is another object. */
export type UploadItem = {
  id: number;
  file: File;
  /** Album to add the photo to. */
  albumId?: string | undefined;
  state: UploadState;
  sentBytes: number;
  /** Set if the upload continues an earlier one. */
  isResumed?: boolean;
  /** Bytes per second while sending. */
  speed: number;
  /** Set when the upload has begun on the server. */
  photo?: Photo | undefined;
  reason?: UploadReason | undefined;
};

export type UploadTotals = {
  count: number;
  /** Waiting or active: closing the page would interrupt these. */
  open: number;
  processing: number;
  done: number;
  /** Rejected or failed. */
  failed: number;
  bytes: number;
  sentBytes: number;
  speed: number;
};

const openStates: ReadonlySet<UploadState> = new Set([
  'waiting',
  'hashing',
  'starting',
  'sending',
  'completing',
]);
const cancellable: ReadonlySet<UploadState> = new Set(['waiting', 'hashing', 'starting', 'sending']);

export const isOpen = ({ state }: UploadItem) => openStates.has(state);
export const isCancellable = ({ state }: UploadItem) => cancellable.has(state);
export const isRetryable = ({ state }: UploadItem) => state === 'failed' || state === 'cancelled';
export const hasLostConnection = ({ state, reason }: UploadItem) =>
  state === 'failed' && reason === 'offline';
export const isSettled = (item: UploadItem) => !isOpen(item) && item.state !== 'processing';

export function sumTotals(items: readonly UploadItem[]): UploadTotals {
  const totals = { count: 0, open: 0, processing: 0, done: 0, failed: 0, bytes: 0, sentBytes: 0, speed: 0 };
  for (const item of items) {
    if (item.state === 'cancelled') continue;
    totals.count += 1;
    if (item.state === 'refused' || item.state === 'failed') {
      totals.failed += 1;
      continue;
    }
    totals.bytes += item.file.size;
    if (isOpen(item)) {
      totals.open += 1;
      totals.sentBytes += item.sentBytes;
      totals.speed += item.speed;
    } else {
      totals.sentBytes += item.file.size;
      if (item.state === 'processing') totals.processing += 1;
      else totals.done += 1;
    }
  }
  return totals;
}
