import { useState } from 'react';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './settings.module.css';

type TokenSecretProps = { secret: string; onClose: () => void };

const words = settingsMessages;

/** The only showing of it: a press beside it, as is easily made by mistake, does not close it. */
export function TokenSecret({ secret, onClose }: TokenSecretProps) {
  const [isCopied, setIsCopied] = useState<boolean>();
  return (
    <Dialog
      title={words.tokenSecret}
      closesBeside={false}
      onClose={onClose}
      actions={
        <>
          <Button onClick={async () => setIsCopied(await copyText(secret))}>{words.copy}</Button>
          <Button look="primary" onClick={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{words.tokenSecretHint}</p>
        <code className={styles.secret}>{secret}</code>
        <p role="status">{isCopied === undefined ? '' : isCopied ? words.copied : words.copyFailed}</p>
      </div>
    </Dialog>
  );
}
