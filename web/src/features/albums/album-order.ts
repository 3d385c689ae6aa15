import type { Photo } from '../../api/types.ts';
import type { LoadedPhotos } from '../../shared/selection/selection-actions.ts';
import type { Selection } from '../../shared/selection/use-selection.ts';

/** Returns the list with one item moved to another position. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const place = Math.max(0, Math.min(items.length - 1, to));
  const item = items[from];
  if (item === undefined || place === from) return items;
  return items.toSpliced(from, 1).toSpliced(place, 0, item);
}

/** Returns the position that a key moves an item to in a grid; `undefined` for other keys. */
export function positionByKey(key: string, from: number, columns: number, count: number): number | undefined {
  const places: Record<string, number> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - columns,
    ArrowDown: from + columns,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined ? undefined : Math.max(0, Math.min(count - 1, place));
}

/**
 * Returns the loaded photos from the album's start, if they include all selected photos.
 * Returns `undefined` if pages in between were unloaded.
 */
export function findLoadedOrder(
  held: Pick<LoadedPhotos, 'photos' | 'hasGaps'>,
  { photos, isAll }: Pick<Selection, 'photos' | 'isAll'>,
): readonly Photo[] | undefined {
  if (isAll) return photos;
  const known = new Set(held.hasGaps ? [] : held.photos.map(({ id }) => id));
  return photos.every(({ id }) => known.has(id)) ? held.photos : undefined;
}
