import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { ListPage, Photo } from './types.ts';

/** An endless list of photos, as it is kept. */
export type PhotoList = InfiniteData<ListPage<Photo>>;
type Rollback = () => void;

/** Changes a photo wherever it is held, alone and in lists; what it returns puts everything back. */
export function changePhotoInCache(
  client: QueryClient,
  id: string,
  change: (photo: Photo) => Photo,
): Rollback {
  return rewrite(client, (data) => {
    if (isPhoto(data)) return data.id === id ? change(data) : data;
    if (!isPhotoList(data)) return data;
    return mapPages(data, (items) =>
      items.some((item) => item.id === id)
        ? items.map((item) => (item.id === id ? change(item) : item))
        : items,
    );
  });
}

/** Takes photos out of every list. */
export function removePhotosFromCache(client: QueryClient, ids: ReadonlySet<string>): Rollback {
  return rewrite(client, (data) =>
    isPhotoList(data)
      ? mapPages(data, (items) =>
          items.some((item) => ids.has(item.id)) ? items.filter((item) => !ids.has(item.id)) : items,
        )
      : data,
  );
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

function rewrite(client: QueryClient, change: (data: unknown) => unknown): Rollback {
  const before: [QueryKey, unknown][] = [];
  for (const query of client.getQueryCache().getAll()) {
    const data: unknown = query.state.data;
    const changed = change(data);
    if (changed === data) continue;
    before.push([query.queryKey, data]);
    client.setQueryData(query.queryKey, changed);
  }
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data);
  };
}

function mapPages(list: PhotoList, change: (items: Photo[]) => Photo[]): PhotoList {
  let changed = false;
  const pages = list.pages.map((page) => {
    const items = change(page.items);
    if (items === page.items) return page;
    changed = true;
    return { ...page, items };
  });
  return changed ? { ...list, pages } : list;
}

const isPhoto = (data: unknown): data is Photo =>
  typeof data === 'object' && data !== null && 'renditions' in data;

const isPhotoList = (data: unknown): data is PhotoList =>
  typeof data === 'object' &&
  data !== null &&
  'pages' in data &&
  Array.isArray(data.pages) &&
  data.pages.some((page: ListPage<unknown>) => isPhoto(page.items[0]));
