import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../api/api-problem.ts';
import { api } from '../../api/client.ts';
import { pageUrl } from '../../api/list-query.ts';
import { isPhoto } from '../../api/photo-cache.ts';
import { fetchJson, unwrap } from '../../api/request.ts';
import type { Album, ListPage, Photo } from '../../api/types.ts';
import { signedUrlOf, urlExpiryOf } from './photo-image.ts';

type Item = Photo | Album;
type Pages = InfiniteData<ListPage<Item>, string | null>;
type ReadPage = (address: string) => Promise<ListPage<Item>>;
type ReadPhoto = (id: string) => Promise<Photo>;

type Readers = { readPage?: ReadPage; readPhoto?: ReadPhoto };
const patience = () => AbortSignal.timeout(30_000);
const readOnePage: ReadPage = (address) => fetchJson(address, patience());
const readOnePhoto: ReadPhoto = (id) =>
  unwrap(api.GET('/photos/{id}', { params: { path: { id } }, signal: patience() }));

/**
 * Gives photos addresses that hold, wherever they are shown: reads the pages of the lists that they are in, each once,
 * and one by one only what is in none. Nothing else about the lists changes. What it answers are the photos read.
 */
export async function refetchSignedUrls(
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
  for (const query of client.getQueryCache().getAll()) updateQuery(client, query, fresh);
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
      addresses.push(pageUrl(String(query.queryKey[0]), data.pageParams[index] ?? null));
    }
  }
  return addresses;
}

function updateQuery(client: QueryClient, query: Query, fresh: ReadonlyMap<string, Photo>) {
  const data: unknown = query.state.data;
  if (isPhoto(data) && fresh.has(data.id)) client.setQueryData(query.queryKey, withUrlsOf(data, fresh));
  if (!isPages(data)) return;
  const pages = data.pages.map((page) =>
    photosOf(page).some(({ id }) => fresh.has(id))
      ? { ...page, items: page.items.map((item) => withItemUrlsOf(item, fresh)) }
      : page,
  );
  if (pages.some((page, index) => page !== data.pages[index]))
    client.setQueryData(query.queryKey, { ...data, pages });
}

function withItemUrlsOf(item: Item, fresh: ReadonlyMap<string, Photo>): Item {
  if (isPhoto(item)) return withUrlsOf(item, fresh);
  return item.cover && fresh.has(item.cover.id) ? { ...item, cover: withUrlsOf(item.cover, fresh) } : item;
}

/** Its addresses alone: a change that is under way stays. */
function withUrlsOf(photo: Photo, fresh: ReadonlyMap<string, Photo>): Photo {
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

export interface SignedUrlRefresher {
  /** For as long as its picture is shown. Returns the end of that. */
  watch(photo: Photo): () => void;
  /** For when its picture could not be loaded: the photo as it is now; undefined where that has been asked already. */
  renew(photo: Photo): Promise<Photo | undefined>;
}

type Refetch = (ids: ReadonlySet<string>) => Promise<ReadonlyMap<string, Photo>>;

/** Addresses are renewed this long before they end. */
const refreshBefore = 10 * 60_000;
const checkInterval = 60_000;
/** So that pictures that fail together are renewed together. */
const batchDelay = 50;

/**
 * Keeps the addresses of what is shown from expiring, however long the page stays open, and after the computer slept or
 * the browser brings the page back. No address is asked about twice: a clock that is wrong makes no difference.
 */
export function createSignedUrlRefresher(renewAll: Refetch): SignedUrlRefresher & { look(): void } {
  const shown = new Map<Photo, number>();
  const asked = new Set<string>();
  let gathered = new Set<string>();
  let round: Promise<ReadonlyMap<string, Photo>> | undefined;
  let running: typeof round;
  let timer: ReturnType<typeof setInterval> | undefined;

  const takeRound = async () => {
    await new Promise((resolve) => setTimeout(resolve, batchDelay));
    const ids = gathered;
    gathered = new Set();
    running = round;
    round = undefined;
    return renewAll(ids);
  };
  const askOnce = async (id: string) => {
    // It may stand on the page that is being read for others.
    const known = (await running?.catch(() => undefined))?.get(id);
    if (known) return known;
    gathered.add(id);
    round ??= takeRound();
    return (await round).get(id);
  };
  const renew = async (photo: Photo): Promise<Photo | undefined> => {
    const address = signedUrlOf(photo);
    if (asked.has(address)) return undefined;
    asked.add(address);
    try {
      return await askOnce(photo.id);
    } catch (error) {
      // Where no answer came, or none that says anything, asking again is no waste.
      if (!(error instanceof ApiProblem) || error.status < 400 || error.status >= 500) asked.delete(address);
      return undefined;
    }
  };
  const look = () => {
    if (document.hidden) return;
    const soon = Date.now() + refreshBefore;
    for (const photo of shown.keys())
      if ((urlExpiryOf(photo) ?? Number.POSITIVE_INFINITY) < soon) void renew(photo);
  };
  const begin = () => {
    timer = setInterval(look, checkInterval);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pageshow', look);
  };
  const end = () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('pageshow', look);
  };

  return {
    renew,
    look,
    watch(photo) {
      if (shown.size === 0) begin();
      shown.set(photo, (shown.get(photo) ?? 0) + 1);
      return () => {
        const left = (shown.get(photo) ?? 1) - 1;
        if (left > 0) shown.set(photo, left);
        else if (shown.delete(photo) && shown.size === 0) end();
      };
    },
  };
}

const refreshers = new WeakMap<QueryClient, SignedUrlRefresher>();

/** The one that tends what this client holds. */
export function signedUrlRefresherOf(client: QueryClient): SignedUrlRefresher {
  const known = refreshers.get(client) ?? createSignedUrlRefresher((ids) => refetchSignedUrls(client, ids));
  refreshers.set(client, known);
  return known;
}
