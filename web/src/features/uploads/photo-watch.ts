import type { Photo } from '../../api/types.ts';

export type PhotoNews = { onPhoto: (photo: Photo) => void; onGone: (photoId: string) => void };

export interface PhotoStream {
  readonly isOpen: boolean;
  close(): void;
}

export interface PhotoWatch {
  /** Photos whose state is awaited; the stream is kept open for as long as something `isUnderWay`. */
  follow(photoIds: readonly string[], isUnderWay: boolean): void;
}

type PhotoWatchOptions = PhotoNews & {
  openStream: (news: PhotoNews) => PhotoStream;
  /** Undefined when the photo is gone. */
  readPhoto: (photoId: string) => Promise<Photo | undefined>;
};

const firstLook = 1500;
const nextLook = 4000;
/** While the stream stands, looking only catches what it may have missed. */
const rareLook = 15_000;
const looksAtOnce = 10;

/** Learns what becomes of photos: from the server's events, and by asking where those do not come through. */
export function createPhotoWatch({ openStream, readPhoto, ...news }: PhotoWatchOptions): PhotoWatch {
  let awaited: readonly string[] = [];
  let stream: PhotoStream | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = async () => {
    const asked = awaited.slice(0, looksAtOnce);
    await Promise.all(
      asked.map(async (photoId) => {
        try {
          const photo = await readPhoto(photoId);
          if (photo) news.onPhoto(photo);
          else news.onGone(photoId);
        } catch {
          // The next look may fare better.
        }
      }),
    );
    timer = undefined;
    plan(stream?.isOpen ? rareLook : nextLook);
  };

  const plan = (milliseconds: number) => {
    if (awaited.length > 0) timer ??= setTimeout(() => void look(), milliseconds);
  };

  return {
    follow(photoIds, isUnderWay) {
      awaited = photoIds;
      if (isUnderWay || awaited.length > 0) stream ??= openStream(news);
      else {
        stream?.close();
        stream = undefined;
      }
      if (awaited.length === 0) {
        clearTimeout(timer);
        timer = undefined;
      } else plan(firstLook);
    },
  };
}
