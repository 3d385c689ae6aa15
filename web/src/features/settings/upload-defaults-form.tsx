import { useState } from 'react';
import type { Account } from '../../api/types.ts';
import { useChangeAccount } from '../../api/use-change-account.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { privateSharing, SharingFields } from '../../shared/forms/sharing-fields.tsx';
import { messages } from '../../shared/i18n/messages.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { Form } from '../../ui/form.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useUnsavedChanges } from '../../ui/use-unsaved-changes.tsx';
import styles from './settings.module.css';

/** Changes the defaults for new photos. */
export function UploadDefaultsForm({ account }: { account: Account }) {
  const saved = account.uploadDefaults ?? privateSharing;
  const [value, setValue] = useState(saved);
  const change = useChangeAccount();
  const toast = useToast();
  const { question } = useUnsavedChanges(
    value.visibility !== saved.visibility || value.allowDownload !== saved.allowDownload,
  );
  return (
    <>
      {account.uploadDefaults === null && <p className={styles.quiet}>{sharingMessages.undecided}</p>}
      <Form
        submit={messages.app.save}
        isBusy={change.isPending}
        problem={change.error && problemText(change.error)}
        onSubmit={() =>
          change.mutate(
            { uploadDefaults: value },
            { onSuccess: () => toast({ text: settingsMessages.saved }) },
          )
        }
      >
        <SharingFields value={value} onChange={setValue} />
      </Form>
      {question}
    </>
  );
}
