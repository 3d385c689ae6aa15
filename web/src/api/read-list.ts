import type { QueryClient } from '@tanstack/react-query';
import { pageLimits } from '@vitrine/contract/limits.ts';
import type { ListData } from './list-query.ts';
import { pageUrl } from './list-query.ts';
import { fetchJson } from './request.ts';
import type { ListPage, Photo } from './types.ts';

export type ReadPage<Item> = (url: string, signal: AbortSignal) => Promise<ListPage<Item>>;
type ReadOptions<Item> = { signal?: AbortSignal; readPage?: ReadPage<Item> };

const requestTimeout = 30_000;

/** Reads a list from the server page by page, whatever the cache holds. Yields no item twice. */
export async function* readPages<Item extends { id: string }>(
  url: string,
  { signal, readPage = fetchJson }: ReadOptions<Item> = {},
): AsyncGenerator<Item[]> {
  const [path, search] = url.split('?');
  const query = new URLSearchParams(search);
  query.set('limit', String(pageLimits.max));
  const known = new Set<string>();
  for (;;) {
    const limits = [AbortSignal.timeout(requestTimeout), ...(signal ? [signal] : [])];
    const page = await readPage(`${path}?${query}`, AbortSignal.any(limits));
    yield page.items.filter(({ id }) => !known.has(id) && known.add(id));
    if (page.nextCursor === null) return;
    query.set('cursor', page.nextCursor);
  }
}

/** Reads a whole list, or throws. */
export async function readWholeList<Item extends { id: string }>(
  url: string,
  reading?: ReadOptions<Item>,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of readPages(url, reading)) items.push(...page);
  return items;
}

type ReadPhotoPage = (url: string) => Promise<ListPage<Photo>>;
const readOnePage: ReadPhotoPage = (url) => fetchJson(url, AbortSignal.timeout(30_000));

/**
 * Refetches the last page of a list after photos were added to its end. Marks the list as stale if it is not on
 * display.
 */
export async function refetchListEnd(
  client: QueryClient,
  url: string,
  readPage: ReadPhotoPage = readOnePage,
): Promise<void> {
  const queryKey = [url];
  if (!client.getQueryCache().find({ queryKey })?.isActive()) return client.invalidateQueries({ queryKey });
  const before = client.getQueryData<ListData<Photo>>(queryKey);
  if (before?.pages.at(-1)?.nextCursor !== null) return;
  const cursor = before.pageParams.at(-1) ?? null;
  const page = await readPage(pageUrl(url, cursor)).catch(() => undefined);
  if (!page) return client.invalidateQueries({ queryKey });
  client.setQueryData<ListData<Photo>>(queryKey, (now) => {
    const at = now?.pageParams.lastIndexOf(cursor) ?? -1;
    if (!now || at !== now.pages.length - 1) return now;
    const elsewhere = new Set(now.pages.slice(0, at).flatMap(({ items }) => items.map(({ id }) => id)));
    const items = page.items.filter(({ id }) => !elsewhere.has(id));
    return { ...now, pages: now.pages.with(at, { ...page, items }) };
  });
}
