import { type QueryClient, queryOptions, skipToken } from '@tanstack/react-query';
import type { PhotoList } from '../../api/photo-cache.ts';
import { restoreRemoved } from '../../api/photo-cache.ts';
import { type ReadPage, readPages } from '../../api/read-list.ts';
import type { Photo } from '../../api/types.ts';
import type { PhotoFilter } from '../photo-grid/photo-window.ts';

/** The most photos that one bulk change takes. */
export const maxSelected = 10_000;

/** The selection, in the shape of a list, so that cache updates change and remove its photos too. */
export type SelectedPhotos = PhotoList & { extent: 'some' | 'reading' | 'all' };

export const selectionKey = 'selection';
const selectionQueryKey = (url: string) => [selectionKey, url];
/** Keep the query without observers: the first observer may subscribe after the first change. */
export const selectionQuery = (url: string) =>
  queryOptions<SelectedPhotos>({
    queryKey: selectionQueryKey(url),
    queryFn: skipToken,
    structuralSharing: false,
  });
const selectionOf = (items: Photo[], extent: SelectedPhotos['extent'] = 'some'): SelectedPhotos => ({
  pages: [{ items, nextCursor: null }],
  pageParams: [null],
  extent,
});
export const emptySelection = selectionOf([]);
export const selectedPhotosOf = (data: SelectedPhotos | undefined): readonly Photo[] =>
  data?.pages[0]?.items ?? [];
/** True if any list has a selection. */
export const hasSelection = (client: QueryClient): boolean =>
  client
    .getQueriesData<SelectedPhotos>({ queryKey: [selectionKey] })
    .some(([, data]) => selectedPhotosOf(data).length > 0);

export interface SelectionActions {
  toggle(photo: Photo): void;
  /** Selects all photos from the last touched one to this one. */
  extendTo(photo: Photo): void;
  set(photos: Iterable<Photo>): void;
  selectAll(): void;
  clear(): void;
  /** Call when the user leaves the list: the selection ends. */
  leave(): void;
}

/** The loaded part of a list. */
export type LoadedPhotos = {
  photos: readonly Photo[];
  /** True if photos far from the viewport were released. */
  hasGaps: boolean;
  /** True if the list has no other photos. */
  isComplete: boolean;
};

type SelectionOptions = {
  client: QueryClient;
  url: string;
  current: () => { loaded: LoadedPhotos; filter: PhotoFilter };
  onError: (error: unknown) => void;
  /** Called if there are more than `maxSelected`. */
  onLimit: () => void;
  readPage?: ReadPage<Photo>;
};

/**
 * Creates the actions of a selection. Reads the parts of the list that are not loaded, so that ranges are complete.
 */
export function createSelectionActions(options: SelectionOptions): SelectionActions {
  const { client, url, current, onError, onLimit, readPage } = options;
  const queryKey = selectionQueryKey(url);
  let reading = new AbortController();
  let anchor: string | undefined;

  const selected = () => selectedPhotosOf(client.getQueryData<SelectedPhotos>(queryKey));
  /** Keeps the first of duplicates: selected photos are current, a list is as it was when read. */
  const setSelected = (photos: Iterable<Photo>, extent?: SelectedPhotos['extent']) => {
    const byId = new Map<string, Photo>();
    for (const photo of photos) if (!byId.has(photo.id)) byId.set(photo.id, photo);
    const inView = current().loaded.photos.flatMap(({ id }) => byId.get(id) ?? []);
    const items = restoreRemoved(inView, [...byId.values()], new Set(byId.keys()));
    client.setQueryData<SelectedPhotos>(queryKey, selectionOf(items, extent));
  };
  const stopReading = () => {
    reading.abort();
    reading = new AbortController();
  };
  /** Reads from the start of the list until `isEnough`. Resolves to `undefined` after a failure or another action. */
  const read = async (isEnough: (photos: readonly Photo[], page: readonly Photo[]) => boolean) => {
    const { signal } = reading;
    const photos: Photo[] = [];
    setSelected(selected(), 'reading');
    try {
      for await (const page of readPages(url, { signal, ...(readPage && { readPage }) })) {
        if (signal.aborted) return undefined;
        const shown = page.filter(current().filter);
        photos.push(...shown);
        if (isEnough(photos, shown)) break;
      }
      return photos;
    } catch (error) {
      if (signal.aborted) return undefined;
      setSelected(selected());
      onError(error);
      return undefined;
    }
  };
  const extend = async (from: string, to: Photo) => {
    const { photos, hasGaps } = current().loaded;
    // Released photos may lie between the two.
    const list = hasGaps ? await read((photos) => between(photos, from, to.id).length > 0) : photos;
    if (list) setSelected([...selected(), ...between(list, from, to.id), to]);
  };
  const selectAll = async () => {
    const { photos, isComplete } = current().loaded;
    if (isComplete) return setSelected(photos, 'all');
    setSelected([...selected(), ...photos]);
    const all = await read((photos, page) => {
      setSelected([...selected(), ...page], 'reading');
      return photos.length > maxSelected;
    });
    if (!all) return;
    const now = new Map(selected().map((photo) => [photo.id, photo]));
    setSelected(
      all.slice(0, maxSelected).flatMap(({ id }) => now.get(id) ?? []),
      'all',
    );
    if (all.length > maxSelected) onLimit();
  };

  return {
    toggle(photo) {
      stopReading();
      anchor = photo.id;
      const rest = selected().filter(({ id }) => id !== photo.id);
      setSelected(rest.length < selected().length ? rest : [...selected(), photo]);
    },
    extendTo(photo) {
      stopReading();
      const from = anchor ?? photo.id;
      anchor = photo.id;
      void extend(from, photo);
    },
    set(photos) {
      stopReading();
      setSelected(photos);
    },
    selectAll() {
      stopReading();
      void selectAll();
    },
    clear() {
      stopReading();
      setSelected([]);
    },
    leave() {
      reading.abort();
      client.setQueryData<SelectedPhotos>(queryKey, emptySelection);
    },
  };
}

/** Returns the photos between two ids, both included. Empty if either is missing. */
function between(photos: readonly Photo[], one: string, other: string): readonly Photo[] {
  const positions = [one, other].map((id) => photos.findIndex((photo) => photo.id === id));
  const first = Math.min(...positions);
  return first < 0 ? [] : photos.slice(first, Math.max(...positions) + 1);
}
