import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../ui/icon.tsx';
import type { UploadItem } from './upload-item.ts';
import styles from './upload-thumbnail.module.css';

/** Draws a thumbnail of a file; `undefined` if the browser cannot decode it. */
export type Thumbnailer = (file: File, signal: AbortSignal) => Promise<ImageBitmap | undefined>;

const thumbnailPixels = 96;

/** Decodes one file at a time, because decoding a photo takes a hundred megabytes. */
export function createThumbnailer(): Thumbnailer {
  let last: Promise<unknown> = Promise.resolve();
  return (file, signal) => {
    const next = last.then(() => (signal.aborted ? undefined : drawThumbnail(file)));
    last = next;
    return next;
  };
}

async function drawThumbnail(file: File): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file, { resizeWidth: thumbnailPixels, resizeQuality: 'medium' });
  } catch {
    return undefined;
  }
}

type UploadThumbnailProps = { item: UploadItem; thumbnailer: Thumbnailer };

/** Draws the thumbnail from the file when its row is in view; uses the server's if the browser cannot decode it. */
export function UploadThumbnail({ item, thumbnailer }: UploadThumbnailProps) {
  const frame = useRef<HTMLSpanElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const { file, state, reason, photo } = item;
  const isPicture =
    reason !== 'type' && reason !== 'empty' && reason !== 'too-large' && (state !== 'refused' || photo);
  const smallest = photo?.renditions.toSorted((one, other) => one.width - other.width)[0];

  useEffect(() => {
    if (!frame.current || !isPicture) return;
    const controller = new AbortController();
    const observer = new IntersectionObserver(async ([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      const bitmap = await thumbnailer(file, controller.signal);
      if (bitmap && canvas.current) {
        canvas.current.width = bitmap.width;
        canvas.current.height = bitmap.height;
        canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
        setIsDrawn(true);
      }
      bitmap?.close();
    });
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      controller.abort();
    };
  }, [file, isPicture, thumbnailer]);

  return (
    <span ref={frame} className={styles.frame} data-faded={state === 'cancelled' || undefined}>
      <canvas ref={canvas} width={1} height={1} className={styles.picture} hidden={!isDrawn} />
      {!isDrawn && smallest && <img src={smallest.url} alt="" className={styles.picture} />}
      {!isDrawn && !smallest && <Icon name={isPicture ? 'gallery' : 'warning'} size={18} />}
    </span>
  );
}
