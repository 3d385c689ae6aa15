import { apiBase } from '../../api/request.ts';
import type { Photo } from '../../api/types.ts';

export type PhotoListener = { onPhoto: (photo: Photo) => void; onGone: (photoId: string) => void };

export interface PhotoStream {
  readonly isOpen: boolean;
  close(): void;
}

export interface PhotoWatch {
  /** Watches these photos. Keeps the stream open while any upload is active. */
  watch(photoIds: readonly string[], isUploading: boolean): void;
}

type PhotoWatchOptions = PhotoListener & {
  openStream: (listener: PhotoListener) => PhotoStream;
  /** Resolves to `undefined` if the photo is gone. */
  readPhoto: (photoId: string) => Promise<Photo | undefined>;
};

const firstPollDelay = 1500;
const nextPollDelay = 4000;
/** While the stream is open, polling only catches missed events. */
const streamingPollDelay = 15_000;
const maxPhotosPerPoll = 10;

/** Watches photos by server-sent events, and by polling if those do not arrive. */
export function createPhotoWatch({ openStream, readPhoto, ...listener }: PhotoWatchOptions): PhotoWatch {
  let watched: readonly string[] = [];
  let stream: PhotoStream | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const poll = async () => {
    const asked = watched.slice(0, maxPhotosPerPoll);
    await Promise.all(
      asked.map(async (photoId) => {
        try {
          const photo = await readPhoto(photoId);
          if (photo) listener.onPhoto(photo);
          else listener.onGone(photoId);
        } catch {
          // The next poll retries.
        }
      }),
    );
    timer = undefined;
    schedulePoll(stream?.isOpen ? streamingPollDelay : nextPollDelay);
  };

  const schedulePoll = (milliseconds: number) => {
    if (watched.length > 0) timer ??= setTimeout(() => void poll(), milliseconds);
  };

  return {
    watch(photoIds, isUploading) {
      watched = photoIds;
      if (isUploading || watched.length > 0) stream ??= openStream(listener);
      else {
        stream?.close();
        stream = undefined;
      }
      if (watched.length === 0) {
        clearTimeout(timer);
        timer = undefined;
      } else schedulePoll(firstPollDelay);
    },
  };
}

type PhotoEvent = { type: string; photo?: Photo; photoId?: string };

export function openPhotoStream({ onPhoto, onGone }: PhotoListener): PhotoStream {
  const source = new EventSource(`${apiBase}/events`);
  const listen = (type: string, handle: (event: PhotoEvent) => void) =>
    source.addEventListener(type, ({ data }: MessageEvent<string>) => handle(JSON.parse(data) as PhotoEvent));
  listen('photo.changed', ({ photo }) => photo && onPhoto(photo));
  listen('photo.gone', ({ photoId }) => photoId && onGone(photoId));
  return {
    get isOpen() {
      return source.readyState === EventSource.OPEN;
    },
    close: () => source.close(),
  };
}
