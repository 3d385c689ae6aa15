import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { pageUrl } from '../../api/list-query.ts';
import { isPhoto } from '../../api/photo-cache.ts';
import { ApiProblem, fetchJson, unwrap } from '../../api/request.ts';
import type { Album, ListPage, Photo } from '../../api/types.ts';
import { signedUrlOf, urlExpiryOf } from './photo-image.ts';

export interface SignedUrlRefresher {
  /** Watches a photo while its picture is displayed. Returns a function that stops. */
  watch(photo: Photo): () => void;
  /** Refetches a photo whose picture failed to load. Resolves to `undefined` if its URLs were refetched already. */
  refetch(photo: Photo): Promise<Photo | undefined>;
}

type Refetch = (ids: ReadonlySet<string>) => Promise<ReadonlyMap<string, Photo>>;

/** URLs are refetched this long before they expire. */
const refreshBefore = 10 * 60_000;
const checkInterval = 60_000;
/** Refetches pictures that fail together in one batch. */
const batchDelay = 50;

/**
 * Refetches the signed URLs of displayed photos before they expire, also after the computer slept or the browser
 * restored the page. Requests no URL twice, so that a wrong clock causes no loop.
 */
function createSignedUrlRefresher(renewAll: Refetch): SignedUrlRefresher & { check(): void } {
  const shown = new Map<Photo, number>();
  const requested = new Set<string>();
  let batch = new Set<string>();
  let batchRead: Promise<ReadonlyMap<string, Photo>> | undefined;
  let runningRead: typeof batchRead;
  let timer: ReturnType<typeof setInterval> | undefined;

  const readBatch = async () => {
    await new Promise((resolve) => setTimeout(resolve, batchDelay));
    const ids = batch;
    batch = new Set();
    runningRead = batchRead;
    batchRead = undefined;
    return renewAll(ids);
  };
  const refetchOnce = async (id: string) => {
    // The photo may be on a page that is being read for others.
    const known = (await runningRead?.catch(() => undefined))?.get(id);
    if (known) return known;
    batch.add(id);
    batchRead ??= readBatch();
    return (await batchRead).get(id);
  };
  const renew = async (photo: Photo): Promise<Photo | undefined> => {
    const url = signedUrlOf(photo);
    if (requested.has(url)) return undefined;
    requested.add(url);
    try {
      return await refetchOnce(photo.id);
    } catch (error) {
      // Retry if no response arrived, or one that says nothing about the photo.
      if (!(error instanceof ApiProblem) || error.status < 400 || error.status >= 500) requested.delete(url);
      return undefined;
    }
  };
  const check = () => {
    if (document.hidden) return;
    const soon = Date.now() + refreshBefore;
    for (const photo of shown.keys())
      if ((urlExpiryOf(photo) ?? Number.POSITIVE_INFINITY) < soon) void renew(photo);
  };
  const start = () => {
    timer = setInterval(check, checkInterval);
    document.addEventListener('visibilitychange', check);
    window.addEventListener('pageshow', check);
  };
  const stop = () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', check);
    window.removeEventListener('pageshow', check);
  };

  return {
    refetch: renew,
    check,
    watch(photo) {
      if (shown.size === 0) start();
      shown.set(photo, (shown.get(photo) ?? 0) + 1);
      return () => {
        const left = (shown.get(photo) ?? 1) - 1;
        if (left > 0) shown.set(photo, left);
        else if (shown.delete(photo) && shown.size === 0) stop();
      };
    },
  };
}

const refreshers = new WeakMap<QueryClient, SignedUrlRefresher>();

/** Returns the refresher of a client. */
export function signedUrlRefresherOf(client: QueryClient): SignedUrlRefresher {
  const known = refreshers.get(client) ?? createSignedUrlRefresher((ids) => refetchSignedUrls(client, ids));
  refreshers.set(client, known);
  return known;
}

type Item = Photo | Album;
type Pages = InfiniteData<ListPage<Item>, string | null>;
type ReadPage = (url: string) => Promise<ListPage<Item>>;
type ReadPhoto = (id: string) => Promise<Photo>;

type Readers = { readPage?: ReadPage; readPhoto?: ReadPhoto };
const requestTimeout = () => AbortSignal.timeout(30_000);
const readOnePage: ReadPage = (url) => fetchJson(url, requestTimeout());
const readOnePhoto: ReadPhoto = (id) =>
  unwrap(api.GET('/photos/{id}', { params: { path: { id } }, signal: requestTimeout() }));

/**
 * Refetches the URLs of photos wherever the cache holds them. Reads each list page that holds them once, and single
 * photos only if no list does. Returns the photos it read.
 */
export async function refetchSignedUrls(
  client: QueryClient,
  ids: ReadonlySet<string>,
  { readPage = readOnePage, readPhoto = readOnePhoto }: Readers = {},
): Promise<ReadonlyMap<string, Photo>> {
  const fresh = new Map<string, Photo>();
  const pages = await Promise.all(pagesWith(client, ids).map(readPage));
  for (const photo of pages.flatMap(photosOf)) fresh.set(photo.id, photo);
  // The list has changed since, or the photo was opened alone.
  const missing = [...ids].filter((id) => !fresh.has(id));
  for (const result of await Promise.allSettled(missing.map(readPhoto)))
    if (result.status === 'fulfilled') fresh.set(result.value.id, result.value);
  for (const query of client.getQueryCache().getAll()) updateQuery(client, query, fresh);
  return fresh;
}

/** Returns the URLs of the fewest list pages that hold the photos. Displayed lists come first. */
function pagesWith(client: QueryClient, ids: ReadonlySet<string>): string[] {
  const wanted = new Set(ids);
  const urls: string[] = [];
  const queries = client.getQueryCache().getAll();
  for (const query of [...queries].sort((one, other) => Number(other.isActive()) - Number(one.isActive()))) {
    const data: unknown = query.state.data;
    if (!isPages(data) || !String(query.queryKey[0]).startsWith('/')) continue;
    for (const [index, page] of data.pages.entries()) {
      const held = photosOf(page).filter(({ id }) => wanted.has(id));
      if (held.length === 0) continue;
      for (const { id } of held) wanted.delete(id);
      urls.push(pageUrl(String(query.queryKey[0]), data.pageParams[index] ?? null));
    }
  }
  return urls;
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

/** Replaces only the URLs: pending changes stay. */
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
