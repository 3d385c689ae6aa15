import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from './request.ts';
import type { ListPage } from './types.ts';

export type ListData<Item> = InfiniteData<ListPage<Item>, Cursor>;
type Cursor = string | null;

/** An infinite list, cached under the URL of its first page. */
export function listQuery<Item>(url: string) {
  return infiniteQueryOptions<ListPage<Item>, Error, ListData<Item>, string[], Cursor>({
    queryKey: [url],
    queryFn: ({ pageParam, signal }) => fetchJson<ListPage<Item>>(pageUrl(url, pageParam), signal),
    initialPageParam: null,
    getNextPageParam: (last: ListPage<Item>) => last.nextCursor,
    // Rows stay as they were first read until the user asks for a fresh list.
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
}

/** Returns the URL of the list page after a cursor. */
export function pageUrl(url: string, cursor: string | null) {
  if (cursor === null) return url;
  const [path, search] = url.split('?');
  const query = new URLSearchParams(search);
  query.set('limit', '100');
  query.set('cursor', cursor);
  return `${path}?${query}`;
}
