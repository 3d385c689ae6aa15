import type { QueryClient } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { changePhotosInCache } from '../../api/photo-cache.ts';
import { refetchListEnd } from '../../api/read-list.ts';
import { sessionKey } from '../../api/session.ts';
import type { Photo } from '../../api/types.ts';
import { livePhotoCacheOf } from '../../shared/photo-grid/live-photo-cache.ts';
import { createPhotoWatch, openPhotoStream } from './photo-watch.ts';
import { createUploadPorts, readPhoto } from './upload-ports.ts';
import { createUploadQueue, type UploadQueue } from './upload-queue.ts';

const concurrency = 3;
/** Milliseconds between two updates of the tray. */
const notifyDelay = 120;

/** Creates the upload queue with its browser dependencies, and keeps caches up to date. */
export function createUploadManager(client: QueryClient): UploadQueue {
  const liveCache = livePhotoCacheOf(client);
  const queue = createUploadQueue({
    ports: createUploadPorts(),
    concurrency,
    now: () => performance.now(),
    schedule: (notify) => void setTimeout(notify, notifyDelay),
    onPhoto: liveCache.update,
    onCancelled: liveCache.remove,
    onShared: (photoIds, sharing) => {
      changePhotosInCache(client, new Set(photoIds), (photo) => ({ ...photo, ...sharing }));
      invalidateSharedLists(client, albumsOf(queue));
    },
  });
  window.addEventListener('online', queue.retryOffline);
  const watch = createPhotoWatch({
    openStream: openPhotoStream,
    readPhoto,
    onPhoto: (photo: Photo) => {
      liveCache.update(photo);
      queue.updatePhoto(photo);
    },
    onGone: (photoId) => {
      liveCache.remove(photoId);
      queue.removePhoto(photoId);
    },
  });
  let wasBusy = false;
  let wasRefused = false;
  queue.subscribe(() => {
    const { items, totals } = queue.getSnapshot();
    const processing = items.filter((item) => item.state === 'processing');
    watch.watch(
      processing.flatMap(({ photo }) => (photo ? [photo.id] : [])),
      totals.open > 0,
    );
    const isRefused = items.some(({ state, reason }) => state === 'failed' && reason === 'logged-out');
    if (isRefused && !wasRefused) void client.invalidateQueries({ queryKey: sessionKey });
    wasRefused = isRefused;
    const isBusy = totals.open + totals.processing > 0;
    if (wasBusy && !isBusy) invalidateSharedLists(client, albumsOf(queue));
    wasBusy = isBusy;
  });
  return queue;
}

const albumsOf = (queue: UploadQueue) =>
  new Set(queue.getSnapshot().items.flatMap(({ albumId }) => albumId ?? []));

/**
 * Refetches the account's figures and the changed albums now. Refetches public lists when they are next opened,
 * or now if one is open at its top.
 */
function invalidateSharedLists(client: QueryClient, albumIds: ReadonlySet<string>) {
  const isAlbum = (url: unknown) =>
    [...albumIds].some((id) => String(url).startsWith(`/albums/${id}`)) ||
    (albumIds.size > 0 && String(url).startsWith('/me/albums'));
  const ends = [...albumIds].map((id) => listAddress(pathTo`/albums/${id}/photos`));
  for (const url of ends) void refetchListEnd(client, url);
  void client.invalidateQueries({
    predicate: ({ queryKey: [url] }) =>
      url === sessionKey[0] || (isAlbum(url) && !ends.includes(String(url))),
  });
  void client.invalidateQueries({
    predicate: ({ queryKey: [url] }) => /^\/(?:photos\?|users\/)/u.test(String(url)),
    refetchType: window.scrollY === 0 ? 'active' : 'none',
  });
}
