import type { Query, QueryClient } from '@tanstack/react-query';
import { pathTo } from '@vitrine/contract/pages.ts';
import { changePhotoInCache, changePhotosInCache, removePhotosFromCache } from '../../api/photo-cache.ts';
import { type SessionResponse, sessionKey } from '../../api/session.ts';
import type { Photo } from '../../api/types.ts';
import { hasSelection, selectionKey } from '../selection/selection-actions.ts';
import { gridAspect } from './photo-image.ts';
import type { PhotoPages } from './photo-window.ts';

export interface LivePhotoCache {
  /** Updates a photo wherever the cache holds it, and adds it to the lists it belongs in. */
  update(photo: Photo): void;
  remove(photoId: string): void;
}

const ownList = '/me/photos?';
/** Photos on display move at most once per interval, in milliseconds. */
const updateInterval = 1000;

const caches = new WeakMap<QueryClient, LivePhotoCache>();

/** Returns the cache of the page. A removal must reach every queued update. */
export function livePhotoCacheOf(client: QueryClient): LivePhotoCache {
  const fresh = caches.get(client) ?? createLivePhotoCache(client);
  caches.set(client, fresh);
  return fresh;
}

/**
 * Applies updates of the user's photos to the cache. Updates that move photos, such as new photos and new aspect
 * ratios, wait while the user scrolls, selects or loads photos.
 */
export function createLivePhotoCache(client: QueryClient, isUserBusy = () => isBusy(client)): LivePhotoCache {
  const queued = new Map<string, { photo: Photo; wasCached: boolean }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    if (timer || queued.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      flush();
    }, updateInterval);
    // A queued photo that was selected with all others may be trashed with them.
    for (const [id, entry] of queued) entry.wasCached ||= isInLibrary(client, id);
    if (isUserBusy()) return;
    const all = new Map(
      [...queued]
        // A photo that was removed meanwhile does not return.
        .filter(([id, { wasCached }]) => !wasCached || isInLibrary(client, id))
        .map(([id, { photo }]) => [id, photo]),
    );
    queued.clear();
    changePhotosInCache(client, new Set(all.keys()), (held) => withShapeOf(all.get(held.id) ?? held, held));
    putIntoLists(client, [...all.values()]);
  };

  return {
    update(photo) {
      const { id } = photo;
      const wasCached = isInLibrary(client, id);
      changePhotoInCache(client, id, (held) => withShapeOf(held, photo));
      client.setQueryData<Photo>([pathTo`/photos/${id}`], (alone) => alone && photo);
      if (photo.trashedAt) {
        queued.delete(id);
        removePhotosFromCache(client, new Set([id]), (url) => !String(url).startsWith('/me/trash'));
      } else {
        queued.set(id, { photo, wasCached });
        flush();
      }
    },
    remove(photoId) {
      queued.delete(photoId);
      removePhotosFromCache(client, new Set([photoId]));
    },
  };
}

/** A running fetch would overwrite an insertion with its older response. */
const isBusy = (client: QueryClient) =>
  window.scrollY > 0 || hasSelection(client) || client.isFetching({ predicate: isOwnList }) > 0;

const isOwnList = ({ queryKey: [url] }: Pick<Query, 'queryKey'>) =>
  typeof url === 'string' && url.startsWith(ownList);

/** True if a library list or a selection holds the photo. Removing it takes it out of all of them. */
const isInLibrary = (client: QueryClient, id: string) =>
  client
    .getQueryCache()
    .findAll({ predicate: (query) => isOwnList(query) || query.queryKey[0] === selectionKey })
    .some(({ state }) =>
      (state.data as PhotoPages | undefined)?.pages.some(({ items }) => items.some((held) => held.id === id)),
    );

/** Returns a photo with the aspect ratio of another. */
const withShapeOf = (shape: Photo, photo: Photo): Photo =>
  gridAspect(shape) === gridAspect(photo) ? photo : { ...photo, width: shape.width, height: shape.height };

function putIntoLists(client: QueryClient, photos: readonly Photo[]) {
  const account = client.getQueryData<SessionResponse>(sessionKey)?.account;
  const own = photos.filter(({ owner }) => !account || account.username === owner.username);
  for (const { queryKey } of client.getQueryCache().findAll()) {
    const url = String(queryKey[0]);
    const newcomers = own.filter((photo) => belongsIn(url, photo));
    if (newcomers.length > 0)
      client.setQueryData<PhotoPages>(queryKey, (list) => list && insertPhotos(list, newcomers));
  }
}

/**
 * True if a list, named by its API URL, includes the photo: the library, the newest public photos, the owner's
 * profile.
 */
function belongsIn(url: string, photo: Photo): boolean {
  const [path = '', query] = url.split('?');
  const filter = new URLSearchParams(query);
  const tag = filter.get('tag');
  if (query === undefined || (tag && !photo.tags.includes(tag))) return false;
  if (path === '/photos' || path === pathTo`/users/${photo.owner.username}/photos`)
    return photo.status === 'ready' && photo.visibility === 'public' && !photo.hidden;
  return (
    path === '/me/photos' &&
    (filter.get('status') ?? photo.status) === photo.status &&
    (filter.get('visibility') ?? photo.visibility) === photo.visibility
  );
}

/**
 * Inserts photos into a library list, newest first. Skips photos that belong into a part that is not loaded: before a
 * released page, or after the last page.
 */
export function insertPhotos(list: PhotoPages, photos: Iterable<Photo>): PhotoPages {
  const known = new Set(list.pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const pages = [...list.pages];
  for (const photo of photos) {
    if (known.has(photo.id)) continue;
    const isOlder = (other: Photo) => comesAfter(other, photo);
    const found = pages.findIndex(({ items }) => items.some(isOlder));
    const index = found < 0 ? pages.length - 1 : found;
    const page = pages[index];
    if (!page || page.shapes || (found < 0 && page.nextCursor !== null)) continue;
    const at = found < 0 ? page.items.length : page.items.findIndex(isOlder);
    if (at === 0 && pages[index - 1]?.shapes) continue;
    known.add(photo.id);
    pages[index] = { ...page, items: page.items.toSpliced(at, 0, photo) };
  }
  return pages.some((page, index) => page !== list.pages[index]) ? { ...list, pages } : list;
}

const comesAfter = (other: Photo, photo: Photo) =>
  other.createdAt < photo.createdAt || (other.createdAt === photo.createdAt && other.id < photo.id);
