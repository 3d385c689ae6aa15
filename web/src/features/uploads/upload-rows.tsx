import { useMemo, useState } from 'react';
import { uploadMessages } from '../../shared/i18n/messages-uploads.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { chooseRows } from './choose-rows.ts';
import { createThumbnailer } from './create-thumbnailer.ts';
import type { UploadItem } from './upload-item.ts';
import type { UploadQueue } from './upload-queue.ts';
import { UploadRow } from './upload-row.tsx';
import styles from './upload-tray.module.css';

type UploadRowsProps = { items: readonly UploadItem[]; queue: UploadQueue };

export function UploadRows({ items, queue }: UploadRowsProps) {
  const [thumbnailer] = useState(createThumbnailer);
  const format = useFormat();
  const { shown, hidden } = useMemo(() => chooseRows(items), [items]);
  return (
    <ul className={styles.rows}>
      {shown.map((item) => (
        <UploadRow
          key={item.id}
          item={item}
          thumbnailer={thumbnailer}
          onCancel={queue.cancel}
          onRetry={queue.retry}
        />
      ))}
      {hidden > 0 && <li className={styles.more}>{uploadMessages.more(hidden, format.number(hidden))}</li>}
    </ul>
  );
}
