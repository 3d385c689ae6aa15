import { useFormat } from '../../shared/i18n/format.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './deletion-banner.module.css';
import { KeepAccountButton } from './keep-account-button.tsx';

const words = settingsMessages;

/** Appears on every page until the account is deleted or kept. */
export function DeletionBanner({ until }: { until: string }) {
  const format = useFormat();
  return (
    <section className={styles.banner} aria-label={words.cancelled}>
      <Icon name="warning" />
      <p className={styles.words}>{words.cancelledUntil(format.day(until))}</p>
      <KeepAccountButton />
    </section>
  );
}
