import { pageLimits } from '@vitrine/contract/limits.ts';
import { readAddress } from './read-address.ts';
import type { ListPage } from './types.ts';

export type ReadPage<Item> = (address: string, signal: AbortSignal) => Promise<ListPage<Item>>;
type Reading<Item> = { signal?: AbortSignal; readPage?: ReadPage<Item> };

const patience = 30_000;

/** The pages of a list as the server has it now, whatever of it is held here; no item comes twice. */
export async function* readPages<Item extends { id: string }>(
  address: string,
  { signal, readPage = readAddress }: Reading<Item> = {},
): AsyncGenerator<Item[]> {
  const [path, search] = address.split('?');
  const query = new URLSearchParams(search);
  query.set('limit', String(pageLimits.max));
  const known = new Set<string>();
  for (;;) {
    const limits = [AbortSignal.timeout(patience), ...(signal ? [signal] : [])];
    const page = await readPage(`${path}?${query}`, AbortSignal.any(limits));
    yield page.items.filter(({ id }) => !known.has(id) && known.add(id));
    if (page.nextCursor === null) return;
    query.set('cursor', page.nextCursor);
  }
}

/** All of a list, or an error. */
export async function readWholeList<Item extends { id: string }>(
  address: string,
  reading?: Reading<Item>,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of readPages(address, reading)) items.push(...page);
  return items;
}
