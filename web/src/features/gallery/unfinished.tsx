import { galleryMessages } from '../../app/messages-gallery.ts';
import { ShowMore } from '../../app/show-more.tsx';
import { useUploads } from '../../app/upload-context.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './unfinished.module.css';
import { useGiveUp } from './use-give-up.ts';
import { useUnfinished } from './use-unfinished.ts';

const words = galleryMessages.gallery;

/** Uploads that broke off and files that were not taken: each with what can be done about it. */
export function Unfinished() {
  const { isUnderWay, pickFiles } = useUploads();
  const { photos, more } = useUnfinished();
  const giveUp = useGiveUp();
  const waiting = photos.filter(({ id }) => !isUnderWay(id));
  if (waiting.length === 0) return null;
  return (
    <section className={styles.section} aria-label={words.unfinished}>
      <h2 className={styles.heading}>{words.unfinished}</h2>
      <ul className={styles.list}>
        {waiting.map((photo) => {
          const isRejected = photo.status === 'rejected';
          return (
            <li key={photo.id} className={styles.item}>
              <span className={styles.icon} data-troubled={isRejected || undefined}>
                <Icon name={isRejected ? 'warning' : 'upload'} />
              </span>
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
                <Button look="plain" onClick={() => giveUp.mutate(photo)}>
                  {isRejected ? words.dismiss : words.giveUp}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      <ShowMore list={more} />
    </section>
  );
}
