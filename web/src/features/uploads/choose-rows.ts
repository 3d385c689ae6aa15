import type { UploadItem, UploadState } from './upload-item.ts';

/** As many as anyone looks through; a thousand of them would only slow the sending down. */
const limit = 100;

const importance: Record<UploadState, number> = {
  sending: 0,
  completing: 0,
  announcing: 0,
  hashing: 0,
  failed: 1,
  refused: 1,
  waiting: 2,
  processing: 3,
  ready: 4,
  duplicate: 4,
  cancelled: 4,
};

/** All of them in the order they were added; of very many, those that something is happening to or wrong with. */
export function chooseRows(items: readonly UploadItem[]): { shown: readonly UploadItem[]; hidden: number } {
  if (items.length <= limit) return { shown: items, hidden: 0 };
  const ranked = items.toSorted((one, other) => importance[one.state] - importance[other.state]);
  return { shown: ranked.slice(0, limit), hidden: items.length - limit };
}
