import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useFormat } from '../../shared/i18n/format.ts';
import { uploadMessages } from '../../shared/i18n/messages-uploads.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { describeItem } from './describe-uploads.ts';
import type { UploadItem } from './upload-item.ts';
import { isCancellable, isRetryable, selectVisibleRows } from './upload-item.ts';
import type { UploadQueue } from './upload-queue.ts';
import styles from './upload-row.module.css';
import thumbnailStyles from './upload-thumbnail.module.css';
import listStyles from './upload-tray.module.css';

type UploadRowProps = {
  item: UploadItem;
  thumbnailer: Thumbnailer;
  onCancel: (ids: readonly number[]) => void;
  onRetry: (ids: readonly number[]) => void;
};

const UploadRow = memo(function UploadRow({ item, thumbnailer, onCancel, onRetry }: UploadRowProps) {
  const format = useFormat();
  const { id, file, state, photo, sentBytes } = item;
  const isTroubled = state === 'refused' || state === 'failed';
  const isHere = state === 'ready' || state === 'duplicate';
  return (
    <li className={styles.row}>
      <UploadThumbnail item={item} thumbnailer={thumbnailer} />
      <div className={styles.words}>
        {isHere && photo ? (
          <Link href={`/photos/${photo.id}`} className={styles.name} title={file.name}>
            <bdi>{file.name}</bdi>
          </Link>
        ) : (
          <span className={styles.name} title={file.name} dir="auto">
            {file.name}
          </span>
        )}
        <span className={styles.state} data-troubled={isTroubled || undefined}>
          {describeItem(item, format)}
        </span>
        {state === 'sending' && (
          <progress
            className={styles.progress}
            value={sentBytes}
            max={file.size}
            aria-label={uploadMessages.progressOf(file.name)}
          />
        )}
      </div>
      {isCancellable(item) && (
        <IconButton icon="close" label={uploadMessages.cancel(file.name)} onClick={() => onCancel([id])} />
      )}
      {isRetryable(item) && (
        <IconButton icon="restore" label={uploadMessages.retry(file.name)} onClick={() => onRetry([id])} />
      )}
      {isHere && (
        <span className={styles.mark}>
          <Icon name="check" size={18} />
        </span>
      )}
    </li>
  );
});

type UploadRowsProps = { items: readonly UploadItem[]; queue: UploadQueue };

export function UploadRows({ items, queue }: UploadRowsProps) {
  const [thumbnailer] = useState(createThumbnailer);
  const format = useFormat();
  const { shown, hidden } = useMemo(() => selectVisibleRows(items), [items]);
  return (
    <ul className={listStyles.rows}>
      {shown.map((item) => (
        <UploadRow
          key={item.id}
          item={item}
          thumbnailer={thumbnailer}
          onCancel={queue.cancel}
          onRetry={queue.retry}
        />
      ))}
      {hidden > 0 && (
        <li className={listStyles.more}>{uploadMessages.more(hidden, format.number(hidden))}</li>
      )}
    </ul>
  );
}

/** Draws a thumbnail of a file; `undefined` if the browser cannot decode it. */
type Thumbnailer = (file: File, signal: AbortSignal) => Promise<ImageBitmap | undefined>;

const thumbnailPixels = 96;

/** Decodes one file at a time, because decoding a photo takes a hundred megabytes. */
function createThumbnailer(): Thumbnailer {
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
function UploadThumbnail({ item, thumbnailer }: UploadThumbnailProps) {
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
    <span ref={frame} className={thumbnailStyles.frame} data-faded={state === 'cancelled' || undefined}>
      <canvas ref={canvas} width={1} height={1} className={thumbnailStyles.picture} hidden={!isDrawn} />
      {!isDrawn && smallest && <img src={smallest.url} alt="" className={thumbnailStyles.picture} />}
      {!isDrawn && !smallest && <Icon name={isPicture ? 'gallery' : 'warning'} size={18} />}
    </span>
  );
}
