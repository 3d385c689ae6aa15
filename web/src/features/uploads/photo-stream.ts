import { apiBase } from '../../api/api-base.ts';
import type { Photo } from '../../api/types.ts';
import type { PhotoNews, PhotoStream } from './photo-watch.ts';

type PhotoEvent = { type: string; photo?: Photo; photoId?: string };

export function openPhotoStream({ onPhoto, onGone }: PhotoNews): PhotoStream {
  const source = new EventSource(`${apiBase}/events`);
  const listen = (type: string, tell: (event: PhotoEvent) => void) =>
    source.addEventListener(type, ({ data }: MessageEvent<string>) => tell(JSON.parse(data) as PhotoEvent));
  listen('photo.changed', ({ photo }) => photo && onPhoto(photo));
  listen('photo.gone', ({ photoId }) => photoId && onGone(photoId));
  return {
    get isOpen() {
      return source.readyState === EventSource.OPEN;
    },
    close: () => source.close(),
  };
}
