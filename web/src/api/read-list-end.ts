import type { QueryClient } from '@tanstack/react-query';
import { type ListData, pageAddress } from './list-query.ts';
import { readAddress } from './read-address.ts';
import type { ListPage, Photo } from './types.ts';

type ReadPage = (address: string) => Promise<ListPage<Photo>>;
const readOnePage: ReadPage = (address) => readAddress(address, AbortSignal.timeout(30_000));

/**
 * Where photos were put at the end of a list: reads the page that was its last, so that the list goes on from there. One
 * that nobody looks at is read afresh when it is opened next.
 */
export async function readListEnd(
  client: QueryClient,
  address: string,
  readPage: ReadPage = readOnePage,
): Promise<void> {
  const queryKey = [address];
  if (!client.getQueryCache().find({ queryKey })?.isActive()) return client.invalidateQueries({ queryKey });
  const before = client.getQueryData<ListData<Photo>>(queryKey);
  if (before?.pages.at(-1)?.nextCursor !== null) return;
  const cursor = before.pageParams.at(-1) ?? null;
  const page = await readPage(pageAddress(address, cursor)).catch(() => undefined);
  if (!page) return client.invalidateQueries({ queryKey });
  client.setQueryData<ListData<Photo>>(queryKey, (now) => {
    const at = now?.pageParams.lastIndexOf(cursor) ?? -1;
    if (!now || at !== now.pages.length - 1) return now;
    const elsewhere = new Set(now.pages.slice(0, at).flatMap(({ items }) => items.map(({ id }) => id)));
    const items = page.items.filter(({ id }) => !elsewhere.has(id));
    return { ...now, pages: now.pages.with(at, { ...page, items }) };
  });
}
