import type { QueryClient } from '@tanstack/react-query';
import { changePhotosInCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { sessionKey } from '../../api/use-session.ts';
import { freshPhotosOf } from '../../shared/photo-grid/live-photo-cache.ts';
import { forgetSharedLists } from './forget-shared-lists.ts';
import { openPhotoStream } from './photo-stream.ts';
import { createPhotoWatch } from './photo-watch.ts';
import { createUploadPorts, readPhoto } from './upload-ports.ts';
import { createUploadQueue, type UploadQueue } from './upload-queue.ts';

const filesAtOnce = 3;
/** How often the tray learns what has happened, at most. */
const beat = 120;

/** The queue with everything it needs in a browser. */
export function createUploadDesk(client: QueryClient): UploadQueue {
  const fresh = freshPhotosOf(client);
  const queue = createUploadQueue({
    ports: createUploadPorts(),
    atOnce: filesAtOnce,
    now: () => performance.now(),
    schedule: (tell) => void setTimeout(tell, beat),
    onPhoto: fresh.show,
    onGone: fresh.remove,
    onShared: (photoIds, sharing) => {
      changePhotosInCache(client, new Set(photoIds), (photo) => ({ ...photo, ...sharing }));
      forgetSharedLists(client, albumsOf(queue));
    },
  });
  window.addEventListener('online', queue.resume);
  const watch = createPhotoWatch({
    openStream: openPhotoStream,
    readPhoto,
    onPhoto: (photo: Photo) => {
      fresh.show(photo);
      queue.photoChanged(photo);
    },
    onGone: (photoId) => {
      fresh.remove(photoId);
      queue.photoGone(photoId);
    },
  });
  let wasBusy = false;
  let wasRefused = false;
  queue.subscribe(() => {
    const { items, totals } = queue.getSnapshot();
    const processing = items.filter((item) => item.state === 'processing');
    watch.follow(
      processing.flatMap(({ photo }) => (photo ? [photo.id] : [])),
      totals.open > 0,
    );
    const isRefused = items.some(({ state, reason }) => state === 'failed' && reason === 'logged-out');
    if (isRefused && !wasRefused) void client.invalidateQueries({ queryKey: sessionKey });
    wasRefused = isRefused;
    const isBusy = totals.open + totals.processing > 0;
    if (wasBusy && !isBusy) forgetSharedLists(client, albumsOf(queue));
    wasBusy = isBusy;
  });
  return queue;
}

const albumsOf = (queue: UploadQueue) =>
  new Set(queue.getSnapshot().items.flatMap(({ albumId }) => albumId ?? []));
