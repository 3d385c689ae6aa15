import { settingsMessages } from '../../app/messages-settings.ts';
import { problemText } from '../../app/problem-text.ts';
import { useFormat } from '../../app/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './cancelled-banner.module.css';
import { useKeepAccount } from './use-cancel-account.ts';

const words = settingsMessages;

/** On every page while the account is cancelled. */
export function CancelledBanner({ until }: { until: string }) {
  const keep = useKeepAccount();
  const toast = useToast();
  const format = useFormat();
  return (
    <section className={styles.banner} aria-label={words.cancelled}>
      <Icon name="warning" />
      <p className={styles.words}>{words.cancelledUntil(format.day(until))}</p>
      <Button
        look="primary"
        busy={keep.isPending}
        onClick={() =>
          keep.mutate(undefined, {
            onSuccess: () => toast({ text: words.kept }),
            onError: (error) => toast({ text: problemText(error) }),
          })
        }
      >
        {words.keep}
      </Button>
    </section>
  );
}
