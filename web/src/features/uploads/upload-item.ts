import type { Photo } from '../../api/types.ts';
import type { UploadReason } from './upload-fault.ts';

export type UploadState =
  | 'waiting'
  | 'hashing'
  | 'announcing'
  | 'sending'
  | 'completing'
  | 'processing'
  | 'ready'
  | 'duplicate'
  | 'refused'
  | 'failed'
  | 'cancelled';

/** Never changed in place: a row draws anew when its item is another one. */
export type UploadItem = {
  id: number;
  file: File;
  /** To be put into it. */
  albumId?: string | undefined;
  state: UploadState;
  sentBytes: number;
  /** Whether it goes on where it broke off. */
  isResumed?: boolean;
  /** Bytes a second while it is sent. */
  speed: number;
  /** Once it is announced. */
  photo?: Photo | undefined;
  reason?: UploadReason | undefined;
};

export type UploadTotals = {
  count: number;
  /** Waiting or under way: a page that closes would break these off. */
  open: number;
  processing: number;
  done: number;
  /** Refused or failed. */
  troubled: number;
  bytes: number;
  sentBytes: number;
  speed: number;
};

const openStates: ReadonlySet<UploadState> = new Set([
  'waiting',
  'hashing',
  'announcing',
  'sending',
  'completing',
]);
const cancellable: ReadonlySet<UploadState> = new Set(['waiting', 'hashing', 'announcing', 'sending']);

export const isOpen = ({ state }: UploadItem) => openStates.has(state);
export const isCancellable = ({ state }: UploadItem) => cancellable.has(state);
export const isRetryable = ({ state }: UploadItem) => state === 'failed' || state === 'cancelled';
export const isCutOff = ({ state, reason }: UploadItem) => state === 'failed' && reason === 'offline';
export const isSettled = (item: UploadItem) => !isOpen(item) && item.state !== 'processing';

export function sumUp(items: readonly UploadItem[]): UploadTotals {
  const totals = { count: 0, open: 0, processing: 0, done: 0, troubled: 0, bytes: 0, sentBytes: 0, speed: 0 };
  for (const item of items) {
    if (item.state === 'cancelled') continue;
    totals.count += 1;
    if (item.state === 'refused' || item.state === 'failed') {
      totals.troubled += 1;
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
