import { galleryMessages } from '../../shared/i18n/messages-gallery.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { countDaysLeft } from './count-days-left.ts';
import styles from './trash.module.css';

export function DaysLeft({ trashedAt }: { trashedAt: string | null }) {
  const format = useFormat();
  if (trashedAt === null) return null;
  const days = countDaysLeft(new Date(trashedAt), new Date());
  return (
    <span className={styles.days}>
      {days > 1 ? galleryMessages.trash.daysLeft(days, format.number(days)) : galleryMessages.trash.lastDay}
    </span>
  );
}
