import type { InfiniteData, Query, QueryClient, QueryKey } from '@tanstack/react-query';
import type { ListPage, Photo } from './types.ts';

/** An endless list of photos, as it is kept. */
export type PhotoList = InfiniteData<ListPage<Photo>>;
/** Takes a change back from the photos that it was made to. What came since, to them and to their lists, stays. */
export type Rollback = () => void;
type Change = (photo: Photo) => Photo;

/** Changes photos wherever they are held, alone and in lists. */
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

/** Takes photos out of every list, or of those at some addresses. What was selected does not come back as selected. */
export function removePhotosFromCache(
  client: QueryClient,
  ids: ReadonlySet<string>,
  isAt: (address: unknown) => boolean = () => true,
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

/** A photo that some list holds already. */
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

/** Whoever changes what it shows keeps such a list right: reading it afresh takes a request for every page of it. */
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

/** The same pages where none of them is another. */
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

/** Those fields of a photo that still say what the change made them say. */
function revertFields(photo: Photo, before: Photo, after: Photo): Photo {
  const names = (Object.keys(after) as (keyof Photo)[]).filter(
    (name) => !isEqual(before[name], after[name]) && isEqual(photo[name], after[name]),
  );
  if (names.length === 0) return photo;
  return { ...photo, ...Object.fromEntries(names.map((name) => [name, before[name]])) };
}

const isEqual = (one: unknown, other: unknown) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** A page that was let go meanwhile is read again when it is wanted. */
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

/** What is kept under anything else is nothing that the server has. */
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

/** A list with what went missing from it, each behind the nearest of those that stood before it and are still there. */
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

/** Takes photos that go to the trash out of the lists, and out of the trash itself once they come back. */
export function trashOptimistically(client: QueryClient, ids: ReadonlySet<string>): Rollback {
  const putBack = removePhotosFromCache(client, ids);
  return () => {
    removePhotosFromCache(client, ids, (address) => String(address).startsWith('/me/trash'));
    putBack();
  };
}
