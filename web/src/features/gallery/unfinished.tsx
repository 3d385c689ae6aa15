import { useState } from 'react';
import { galleryMessages } from '../../shared/i18n/messages-gallery.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { ShowMore } from '../../shared/show-more.tsx';
import { useUploads } from '../../shared/upload-context.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './unfinished.module.css';
import { useGiveUp } from './use-give-up.ts';
import { useUnfinished } from './use-unfinished.ts';

const words = galleryMessages.gallery;

/** One line above the library about uploads that broke off and files that were rejected. It opens to each of them. */
export function Unfinished() {
  const { isUnderWay, pickFiles } = useUploads();
  const { photos, more } = useUnfinished();
  const [isOpen, setIsOpen] = useState(false);
  const giveUp = useGiveUp();
  const format = useFormat();
  const waiting = photos.filter(({ id }) => !isUnderWay(id));
  if (waiting.length === 0) return null;
  const rejected = waiting.filter(({ status }) => status === 'rejected').length;
  const unsent = waiting.length - rejected;
  const summary = [
    rejected > 0 && words.rejectedFiles(rejected, format.number(rejected)),
    unsent > 0 && words.unsentFiles(unsent, format.number(unsent)),
  ].filter(Boolean);
  return (
    <section className={styles.section} aria-label={words.unfinished}>
      <div className={styles.line}>
        <span className={styles.icon} data-troubled={rejected > 0 || undefined}>
          <Icon name="warning" />
        </span>
        <p className={styles.summary}>{summary.join(' ')}</p>
        <Button
          look="plain"
          aria-expanded={isOpen}
          aria-controls="unfinished"
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? words.closeReview : words.review}
        </Button>
        {rejected > 0 && (
          <Button
            look="plain"
            busy={giveUp.isPending}
            onClick={() => giveUp.mutate(waiting.filter(({ status }) => status === 'rejected'))}
          >
            {words.dismissAll}
          </Button>
        )}
      </div>
      <div id="unfinished" hidden={!isOpen}>
        <ul className={styles.list}>
          {waiting.map((photo) => {
            const isRejected = photo.status === 'rejected';
            return (
              <li key={photo.id} className={styles.item}>
                <p className={styles.words}>
                  <span className={styles.name} dir="auto">
                    {photo.fileName}
                  </span>
                  <span className={styles.reason}>
                    {isRejected ? (photo.statusReason ?? words.rejected) : words.waiting}
                  </span>
                </p>
                <div className={styles.actions}>
                  {!isRejected && <Button onClick={pickFiles}>{words.pickAgain}</Button>}
                  <Button look="plain" onClick={() => giveUp.mutate([photo])}>
                    {isRejected ? words.dismiss : words.giveUp}
                  </Button>
                </div>
              </li>
            );
          })}
        </ul>
        <ShowMore list={more} />
      </div>
    </section>
  );
}
