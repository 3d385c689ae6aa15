import type { UploadItem, UploadState } from './upload-item.ts';

/** A person reads no more. A thousand rows would only slow the sending down. */
const limit = 100;

const importance: Record<UploadState, number> = {
  failed: 0,
  refused: 0,
  sending: 1,
  completing: 1,
  announcing: 1,
  hashing: 1,
  waiting: 2,
  processing: 3,
  ready: 4,
  duplicate: 4,
  cancelled: 4,
};

/** Files that failed come first, then the others in the order they were added; of very many, those under way. */
export function chooseRows(items: readonly UploadItem[]): { shown: readonly UploadItem[]; hidden: number } {
  const rankOf = ({ state }: UploadItem) =>
    items.length > limit ? importance[state] : Math.min(importance[state], 1);
  const ranked = items.toSorted((one, other) => rankOf(one) - rankOf(other));
  return { shown: ranked.slice(0, limit), hidden: Math.max(0, items.length - limit) };
}
