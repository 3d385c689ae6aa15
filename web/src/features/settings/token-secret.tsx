import { settingsMessages } from '../../app/messages-settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './settings.module.css';

type TokenSecretProps = { secret: string; onClose: () => void };

const words = settingsMessages;

export function TokenSecret({ secret, onClose }: TokenSecretProps) {
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      toast({ text: words.copied });
    } catch {
      toast({ text: words.copyFailed });
    }
  };
  return (
    <Dialog
      title={words.tokenSecret}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void copy()}>{words.copy}</Button>
          <Button look="primary" onClick={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{words.tokenSecretHint}</p>
        <code className={styles.secret}>{secret}</code>
      </div>
    </Dialog>
  );
}
