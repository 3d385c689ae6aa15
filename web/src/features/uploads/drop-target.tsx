import { messages } from '../../shared/i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './drop-target.module.css';

/** Over the whole window while files are held over it. */
export function DropTarget() {
  return (
    <div className={styles.target}>
      <div className={styles.frame}>
        <Icon name="upload" size={40} />
        <p className={styles.words}>{messages.uploads.drop}</p>
        <p className={styles.hint}>{messages.uploads.dropHint}</p>
      </div>
    </div>
  );
}
