import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { fetchJson } from './request.ts';
import type { ListPage } from './types.ts';

export type ListData<Item> = InfiniteData<ListPage<Item>, Cursor>;
type Cursor = string | null;

/** An endless list, kept under the address of its first page. */
export function listQuery<Item>(address: string) {
  return infiniteQueryOptions<ListPage<Item>, Error, ListData<Item>, string[], Cursor>({
    queryKey: [address],
    queryFn: ({ pageParam, signal }) => fetchJson<ListPage<Item>>(pageUrl(address, pageParam), signal),
    initialPageParam: null,
    getNextPageParam: (last: ListPage<Item>) => last.nextCursor,
    // Rows stay as they were seen until someone asks for them afresh.
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
}

/** The address of the page that a cursor leads to. */
export function pageUrl(address: string, cursor: string | null) {
  if (cursor === null) return address;
  const [path, search] = address.split('?');
  const query = new URLSearchParams(search);
  query.set('limit', '100');
  query.set('cursor', cursor);
  return `${path}?${query}`;
}
