import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import { answer } from './answer.ts';
import { api } from './client.ts';
import { pageAddress } from './list-query.ts';
import { isPhoto } from './photo-cache.ts';
import { readAddress } from './read-address.ts';
import type { Album, ListPage, Photo } from './types.ts';

type Item = Photo | Album;
type Pages = InfiniteData<ListPage<Item>, string | null>;
export type ReadPage = (address: string) => Promise<ListPage<Item>>;
export type ReadPhoto = (id: string) => Promise<Photo>;

type Readers = { readPage?: ReadPage; readPhoto?: ReadPhoto };
const patience = () => AbortSignal.timeout(30_000);
const readOnePage: ReadPage = (address) => readAddress(address, patience());
const readOnePhoto: ReadPhoto = (id) =>
  answer(api.GET('/photos/{id}', { params: { path: { id } }, signal: patience() }));

/**
 * Gives photos addresses that hold, wherever they are shown: reads the pages of the lists that they are in, each once,
 * and one by one only what is in none. Nothing else about the lists changes. What it answers are the photos read.
 */
export async function renewPhotos(
  client: QueryClient,
  ids: ReadonlySet<string>,
  { readPage = readOnePage, readPhoto = readOnePhoto }: Readers = {},
): Promise<ReadonlyMap<string, Photo>> {
  const fresh = new Map<string, Photo>();
  const pages = await Promise.all(pagesWith(client, ids).map(readPage));
  for (const photo of pages.flatMap(photosOf)) fresh.set(photo.id, photo);
  // A list has moved on since, or it is the page of a single photo.
  const missing = [...ids].filter((id) => !fresh.has(id));
  for (const told of await Promise.allSettled(missing.map(readPhoto)))
    if (told.status === 'fulfilled') fresh.set(told.value.id, told.value);
  for (const query of client.getQueryCache().getAll()) putIn(client, query, fresh);
  return fresh;
}

/** The addresses of the fewest pages that hold them, lists that are shown first. */
function pagesWith(client: QueryClient, ids: ReadonlySet<string>): string[] {
  const wanted = new Set(ids);
  const addresses: string[] = [];
  const queries = client.getQueryCache().getAll();
  for (const query of [...queries].sort((one, other) => Number(other.isActive()) - Number(one.isActive()))) {
    const data: unknown = query.state.data;
    if (!isPages(data) || !String(query.queryKey[0]).startsWith('/')) continue;
    for (const [index, page] of data.pages.entries()) {
      const held = photosOf(page).filter(({ id }) => wanted.has(id));
      if (held.length === 0) continue;
      for (const { id } of held) wanted.delete(id);
      addresses.push(pageAddress(String(query.queryKey[0]), data.pageParams[index] ?? null));
    }
  }
  return addresses;
}

function putIn(client: QueryClient, query: Query, fresh: ReadonlyMap<string, Photo>) {
  const data: unknown = query.state.data;
  if (isPhoto(data) && fresh.has(data.id)) client.setQueryData(query.queryKey, renewed(data, fresh));
  if (!isPages(data)) return;
  const pages = data.pages.map((page) =>
    photosOf(page).some(({ id }) => fresh.has(id))
      ? { ...page, items: page.items.map((item) => renewedItem(item, fresh)) }
      : page,
  );
  if (pages.some((page, index) => page !== data.pages[index]))
    client.setQueryData(query.queryKey, { ...data, pages });
}

function renewedItem(item: Item, fresh: ReadonlyMap<string, Photo>): Item {
  if (isPhoto(item)) return renewed(item, fresh);
  return item.cover && fresh.has(item.cover.id) ? { ...item, cover: renewed(item.cover, fresh) } : item;
}

/** Its addresses alone: a change that is under way stays. */
function renewed(photo: Photo, fresh: ReadonlyMap<string, Photo>): Photo {
  const renditions = fresh.get(photo.id)?.renditions;
  return renditions ? { ...photo, renditions } : photo;
}

const photosOf = ({ items }: ListPage<Item>): Photo[] =>
  items.flatMap((item) => (isPhoto(item) ? item : (item.cover ?? [])));

const isPages = (data: unknown): data is Pages =>
  typeof data === 'object' &&
  data !== null &&
  'pages' in data &&
  Array.isArray(data.pages) &&
  data.pages.some(({ items: [first] }: ListPage<object>) => isPhoto(first) || (first && 'cover' in first));
