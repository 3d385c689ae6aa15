import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { uploadMessages } from '../../shared/i18n/messages-uploads.ts';
import { useUploads } from '../../shared/upload-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { BottomBar } from '../../ui/toast.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { describeAmount, describeTotals } from './describe-uploads.ts';
import { isCancellable, isRetryable, type UploadTotals } from './upload-item.ts';
import type { UploadQueue } from './upload-queue.ts';
import { UploadRows } from './upload-rows.tsx';
import { UploadSharing } from './upload-sharing.tsx';
import styles from './upload-tray.module.css';

const announcementInterval = 5000;

/** Returns the progress text for screen readers. Updates it every few seconds, not for every file. */
function useUploadAnnouncement({ count, done, processing, failed }: UploadTotals): string {
  const format = useFormat();
  const [text, setText] = useState('');
  const lastTime = useRef(0);
  const finished = done + processing;
  useEffect(() => {
    if (count === 0) return;
    const isOver = finished + failed === count;
    const wait = isOver ? 300 : Math.max(300, announcementInterval - (performance.now() - lastTime.current));
    const timer = setTimeout(() => {
      lastTime.current = performance.now();
      const words = [uploadMessages.announced(format.number(finished), format.number(count))];
      if (failed > 0) words.push(uploadMessages.announcedFailed(failed, format.number(failed)));
      setText(words.join(' '));
    }, wait);
    return () => clearTimeout(timer);
  }, [count, finished, failed, format]);
  return text;
}

/** Shows uploads in a corner of every page, until all have ended and the user closes it. */
export function UploadTray({ queue }: { queue: UploadQueue }) {
  const snapshot = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  const { items, totals } = snapshot;
  const [isOpen, setIsOpen] = useState(true);
  const uploads = useUploads();
  const format = useFormat();
  const announcement = useUploadAnnouncement(totals);
  const isBusy = totals.open > 0;
  const retryable = items.filter((item) => isRetryable(item) && item.state === 'failed');

  useEffect(() => {
    if (!isBusy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isBusy]);

  const share = totals.bytes > 0 ? totals.sentBytes / totals.bytes : 1;
  const tray = (
    <section className={styles.tray} aria-label={uploadMessages.label}>
      <header className={styles.header}>
        <div className={styles.words}>
          <h2 className={styles.title}>{describeTotals(totals, format)}</h2>
          {isBusy && <p className={styles.amount}>{describeAmount(totals, format)}</p>}
        </div>
        <IconButton
          icon="down"
          className={styles.fold}
          label={isOpen ? uploadMessages.collapse : uploadMessages.expand}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        />
        {!isBusy && totals.processing === 0 && (
          <IconButton icon="close" label={messages.controls.close} onClick={queue.clear} />
        )}
      </header>
      {isBusy && <progress className={styles.progress} value={share} aria-label={uploadMessages.progress} />}
      <UploadSharing queue={queue} snapshot={snapshot} />
      {isOpen && (
        <>
          <UploadRows items={items} queue={queue} />
          <footer className={styles.footer}>
            <Button look="plain" icon="plus" onClick={uploads.pickFiles}>
              {uploadMessages.addFiles}
            </Button>
            <Button look="plain" icon="folder" onClick={uploads.pickFolder}>
              {uploadMessages.addFolder}
            </Button>
            {retryable.length > 0 && (
              <Button look="plain" icon="restore" onClick={() => queue.retry(retryable.map(({ id }) => id))}>
                {uploadMessages.retryAll}
              </Button>
            )}
            {isBusy && (
              <Button
                look="plain"
                onClick={() => queue.cancel(items.filter(isCancellable).map(({ id }) => id))}
              >
                {uploadMessages.cancelAll}
              </Button>
            )}
            {isBusy && <p className={styles.hint}>{uploadMessages.resume}</p>}
          </footer>
        </>
      )}
    </section>
  );
  return (
    <>
      <div role="status">
        <VisuallyHidden>{announcement}</VisuallyHidden>
      </div>
      {items.length > 0 && <BottomBar>{tray}</BottomBar>}
    </>
  );
}
