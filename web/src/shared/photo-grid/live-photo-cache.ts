import type { Query, QueryClient } from '@tanstack/react-query';
import { pathTo } from '@vitrine/contract/pages.ts';
import { changePhotoInCache, changePhotosInCache, removePhotosFromCache } from '../../api/photo-cache.ts';
import { type SessionResponse, sessionKey } from '../../api/session.ts';
import type { Photo } from '../../api/types.ts';
import { isAnythingSelected, selectionKey } from '../selection/selection-actions.ts';
import { gridAspect } from './photo-image.ts';
import type { PhotoPages } from './photo-window.ts';

/**
 * Puts photos into an own gallery, newest first, where they belong by their age. Left out are those that belong to what
 * is not held: before a page that was let go, or beyond the last one; they come when that is read.
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

export interface LivePhotoCache {
  /** Shows what is new about a photo wherever it is held, and puts it into the lists that it belongs in. */
  show(photo: Photo): void;
  remove(photoId: string): void;
}

const ownList = '/me/photos?';
/** Photos in view move no more often than that. */
const updateInterval = 1000;

const caches = new WeakMap<QueryClient, LivePhotoCache>();

/** Those of the page: whoever is told that a photo is gone has it wait nowhere. */
export function livePhotoCacheOf(client: QueryClient): LivePhotoCache {
  const fresh = caches.get(client) ?? createLivePhotoCache(client);
  caches.set(client, fresh);
  return fresh;
}

/**
 * Keeps one's photos as one is told of them. What makes photos move waits while somebody is at work among them: newcomers,
 * and the shape of what was without one.
 */
export function createLivePhotoCache(client: QueryClient, isAtWork = () => isBusy(client)): LivePhotoCache {
  const waiting = new Map<string, { photo: Photo; wasHeld: boolean }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    if (timer || waiting.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      settle();
    }, updateInterval);
    // What was selected with all the others is taken away with them, though it waits.
    for (const [id, entry] of waiting) entry.wasHeld ||= isInLibrary(client, id);
    if (isAtWork()) return;
    const all = new Map(
      [...waiting]
        // What was taken away meanwhile does not come back.
        .filter(([id, { wasHeld }]) => !wasHeld || isInLibrary(client, id))
        .map(([id, { photo }]) => [id, photo]),
    );
    waiting.clear();
    changePhotosInCache(client, new Set(all.keys()), (held) => withShapeOf(all.get(held.id) ?? held, held));
    putIntoLists(client, [...all.values()]);
  };

  return {
    show(photo) {
      const { id } = photo;
      const wasHeld = isInLibrary(client, id);
      changePhotoInCache(client, id, (held) => withShapeOf(held, photo));
      client.setQueryData<Photo>([pathTo`/photos/${id}`], (alone) => alone && photo);
      if (photo.trashedAt) {
        waiting.delete(id);
        removePhotosFromCache(client, new Set([id]), (address) => !String(address).startsWith('/me/trash'));
      } else {
        waiting.set(id, { photo, wasHeld });
        settle();
      }
    },
    remove(photoId) {
      waiting.delete(photoId);
      removePhotosFromCache(client, new Set([photoId]));
    },
  };
}

/** A list that is being read would be put back as it was when it was asked for. */
const isBusy = (client: QueryClient) =>
  window.scrollY > 0 || isAnythingSelected(client) || client.isFetching({ predicate: isOwnList }) > 0;

const isOwnList = ({ queryKey: [address] }: Pick<Query, 'queryKey'>) =>
  typeof address === 'string' && address.startsWith(ownList);

/** Held by a list of one's own photos, or selected from one: it is gone from all of them once it is taken away. */
const isInLibrary = (client: QueryClient, id: string) =>
  client
    .getQueryCache()
    .findAll({ predicate: (query) => isOwnList(query) || query.queryKey[0] === selectionKey })
    .some(({ state }) =>
      (state.data as PhotoPages | undefined)?.pages.some(({ items }) => items.some((held) => held.id === id)),
    );

/** A photo as it is, in the shape of another. */
const withShapeOf = (shape: Photo, photo: Photo): Photo =>
  gridAspect(shape) === gridAspect(photo) ? photo : { ...photo, width: shape.width, height: shape.height };

function putIntoLists(client: QueryClient, photos: readonly Photo[]) {
  const account = client.getQueryData<SessionResponse>(sessionKey)?.account;
  const own = photos.filter(({ owner }) => !account || account.username === owner.username);
  for (const { queryKey } of client.getQueryCache().findAll()) {
    const address = String(queryKey[0]);
    const newcomers = own.filter((photo) => belongsIn(address, photo));
    if (newcomers.length > 0)
      client.setQueryData<PhotoPages>(queryKey, (list) => list && insertPhotos(list, newcomers));
  }
}

/** True if a list, named by its API address, holds the photo: own lists, newest public photos, own profile. */
function belongsIn(address: string, photo: Photo): boolean {
  const [path = '', query] = address.split('?');
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
