import { useState } from 'react';
import type { Account } from '../../api/types.ts';
import { useChangeAccount } from '../../api/use-change-account.ts';
import { messages } from '../../app/messages.ts';
import { settingsMessages } from '../../app/messages-settings.ts';
import { sharingMessages } from '../../app/messages-sharing.ts';
import { problemText } from '../../app/problem-text.ts';
import { SharingFields, undecidedSharing } from '../../app/sharing-fields.tsx';
import { Form } from '../../ui/form.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useUnsaved } from '../../ui/use-unsaved.tsx';
import styles from './settings.module.css';

/** How new photos start out. */
export function UploadDefaultsForm({ account }: { account: Account }) {
  const saved = account.uploadDefaults ?? undecidedSharing;
  const [value, setValue] = useState(saved);
  const change = useChangeAccount();
  const toast = useToast();
  const { question } = useUnsaved(
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
