import { memo, useMemo, useState } from 'react';
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
import { createThumbnailer, type Thumbnailer, UploadThumbnail } from './upload-thumbnail.tsx';
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
