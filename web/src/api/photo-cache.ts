import type { InfiniteData, Query, QueryClient, QueryKey } from '@tanstack/react-query';
import type { ListPage, Photo } from './types.ts';

/** An infinite list of photos as the cache holds it. */
export type PhotoList = InfiniteData<ListPage<Photo>>;
/** Reverts a change on the photos it was applied to. Later changes to them and to their lists stay. */
export type Rollback = () => void;
type Change = (photo: Photo) => Photo;

/** Changes photos wherever the cache holds them, alone and in lists. */
export function changePhotosInCache(client: QueryClient, ids: ReadonlySet<string>, change: Change): Rollback {
  const made = new Map<string, { before: Photo; after: Photo }>();
  mapCachedPhotos(client, (photo) => {
    if (!ids.has(photo.id)) return photo;
    const after = change(photo);
    if (!made.has(photo.id)) made.set(photo.id, { before: photo, after });
    return after;
  });
  return () =>
    mapCachedPhotos(client, (photo) => {
      const step = made.get(photo.id);
      return step ? revertFields(photo, step.before, step.after) : photo;
    });
}

export const changePhotoInCache = (client: QueryClient, id: string, change: Change): Rollback =>
  changePhotosInCache(client, new Set([id]), change);

/**
 * Removes photos from every list, or from the lists whose URL `isAt` accepts. A rollback does not select them again.
 */
export function removePhotosFromCache(
  client: QueryClient,
  ids: ReadonlySet<string>,
  isAt: (url: unknown) => boolean = () => true,
): Rollback {
  const removals: { queryKey: QueryKey; cursor: unknown; items: readonly Photo[] }[] = [];
  for (const { queryKey, state } of client.getQueryCache().getAll()) {
    const list: unknown = state.data;
    if (!isPhotoList(list) || !isAt(queryKey[0])) continue;
    const pages = mapPages(list.pages, (items, index) => {
      if (!items.some(({ id }) => ids.has(id))) return items;
      if (isUrl(queryKey[0])) removals.push({ queryKey, cursor: list.pageParams[index], items });
      return items.filter(({ id }) => !ids.has(id));
    });
    if (pages !== list.pages) client.setQueryData<PhotoList>(queryKey, { ...list, pages });
  }
  return () => {
    for (const { queryKey, cursor, items } of removals)
      client.setQueryData<PhotoList>(queryKey, (now) => now && restoreOnPage(now, cursor, items, ids));
  };
}

/** Finds a photo in any cached query. */
export function findPhotoInCache(client: QueryClient, id: string): Photo | undefined {
  for (const query of client.getQueryCache().getAll()) {
    const data: unknown = query.state.data;
    if (isPhoto(data) && data.id === id) return data;
    if (!isPhotoList(data)) continue;
    for (const page of data.pages) {
      const found = page.items.find((item) => item.id === id);
      if (found) return found;
    }
  }
  return undefined;
}

/** True for a list on display. Mutations update such a list in place: refetching takes a request per page. */
export const isDisplayedPhotoList = (query: Query): boolean =>
  query.isActive() && isPhotoList(query.state.data);

function mapCachedPhotos(client: QueryClient, change: Change) {
  for (const { queryKey, state } of client.getQueryCache().getAll()) {
    const data: unknown = state.data;
    if (isPhoto(data)) {
      const changed = change(data);
      if (changed !== data) client.setQueryData(queryKey, changed);
    }
    if (!isPhotoList(data)) continue;
    const pages = mapPages(data.pages, (items) => {
      const changed = items.map(change);
      return changed.some((photo, index) => photo !== items[index]) ? changed : items;
    });
    if (pages !== data.pages) client.setQueryData(queryKey, { ...data, pages });
  }
}

/** Returns the same array if no page changed. */
function mapPages(
  pages: ListPage<Photo>[],
  change: (items: Photo[], index: number) => Photo[],
): ListPage<Photo>[] {
  const changed = pages.map((page, index) => {
    const items = change(page.items, index);
    return items === page.items ? page : { ...page, items };
  });
  return changed.some((page, index) => page !== pages[index]) ? changed : pages;
}

/** Reverts the fields that still have the value the change gave them. */
function revertFields(photo: Photo, before: Photo, after: Photo): Photo {
  const names = (Object.keys(after) as (keyof Photo)[]).filter(
    (name) => !isEqual(before[name], after[name]) && isEqual(photo[name], after[name]),
  );
  if (names.length === 0) return photo;
  return { ...photo, ...Object.fromEntries(names.map((name) => [name, before[name]])) };
}

const isEqual = (one: unknown, other: unknown) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** Skips a page that was released meanwhile: it is refetched when needed. */
function restoreOnPage(
  list: PhotoList,
  cursor: unknown,
  before: readonly Photo[],
  ids: ReadonlySet<string>,
): PhotoList {
  const at = list.pageParams.indexOf(cursor);
  const page = list.pages[at];
  if (!page || page.shapes) return list;
  const elsewhere = new Set(
    list.pages.flatMap(({ items }, index) => (index === at ? [] : items.map(({ id }) => id))),
  );
  const missing = before.filter(({ id }) => !elsewhere.has(id));
  return {
    ...list,
    pages: list.pages.with(at, { ...page, items: restoreRemoved(page.items, missing, ids) }),
  };
}

/** Other keys, such as the selection, stand for nothing on the server. */
const isUrl = (key: unknown) => String(key).startsWith('/');

export const isPhoto = (data: unknown): data is Photo =>
  typeof data === 'object' && data !== null && 'renditions' in data;

const isPhotoList = (data: unknown): data is PhotoList =>
  typeof data === 'object' &&
  data !== null &&
  'pages' in data &&
  Array.isArray(data.pages) &&
  data.pages.some((page: ListPage<unknown>) => isPhoto(page.items[0]));

type Item = { id: string };

/** Puts missing items back, each behind the nearest item that preceded it and is still in the list. */
export function restoreRemoved<T extends Item>(
  now: readonly T[],
  before: readonly T[],
  missing: ReadonlySet<string>,
): T[] {
  const present = new Set(now.map(({ id }) => id));
  const returned = new Map<string | undefined, T[]>();
  let nearest: string | undefined;
  for (const item of before)
    if (present.has(item.id)) nearest = item.id;
    else if (missing.has(item.id)) {
      const beside = returned.get(nearest) ?? [];
      beside.push(item);
      returned.set(nearest, beside);
    }
  return [
    ...(returned.get(undefined) ?? []),
    ...now.flatMap((item) => [item, ...(returned.get(item.id) ?? [])]),
  ];
}

/** Removes trashed photos from all lists. The rollback restores them and removes them from the trash. */
export function trashOptimistically(client: QueryClient, ids: ReadonlySet<string>): Rollback {
  const restore = removePhotosFromCache(client, ids);
  return () => {
    removePhotosFromCache(client, ids, (url) => String(url).startsWith('/me/trash'));
    restore();
  };
}
