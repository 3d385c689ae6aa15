import { useState } from 'react';
import type { UploadDefaults } from '../../api/types.ts';
import { useChangeAccount } from '../../api/use-change-account.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { SharingFields } from '../../shared/forms/sharing-fields.tsx';
import { messages } from '../../shared/i18n/messages.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import styles from './upload-tray.module.css';

type SharingDialogProps = {
  /** The account has no default yet: the answer becomes it. */
  isFirst: boolean;
  value: UploadDefaults;
  onChoose: (choice: UploadDefaults) => void;
  onClose: () => void;
};

/** Asks who sees the photos of this upload. Closing it leaves everything as it is. */
export function SharingDialog({ isFirst, value, onChoose, onClose }: SharingDialogProps) {
  const [choice, setChoice] = useState(value);
  const [isRemembered, setIsRemembered] = useState(isFirst);
  const change = useChangeAccount();
  const finish = () => {
    onChoose(choice);
    onClose();
  };
  const save = () => {
    if (!isRemembered) return finish();
    // The answer takes the first question off the page, after which `mutate` would call nothing.
    change.mutateAsync({ uploadDefaults: choice }).then(finish, () => undefined);
  };
  return (
    <FormDialog
      title={isFirst ? sharingMessages.firstTitle : sharingMessages.batchTitle}
      submit={isFirst ? sharingMessages.firstSubmit : messages.app.save}
      cancel={isFirst ? sharingMessages.later : messages.app.cancel}
      isBusy={change.isPending}
      isChanged={false}
      problem={change.error && problemText(change.error)}
      onSubmit={save}
      onClose={onClose}
    >
      <p className={styles.question}>{isFirst ? sharingMessages.firstText : sharingMessages.batchText}</p>
      <SharingFields value={choice} onChange={setChoice} />
      {!isFirst && (
        <Checkbox
          label={sharingMessages.remember}
          checked={isRemembered}
          onChange={(event) => setIsRemembered(event.target.checked)}
        />
      )}
    </FormDialog>
  );
}
