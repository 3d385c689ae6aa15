import { useState } from 'react';
import { useSession } from '../../api/session.ts';
import type { UploadDefaults } from '../../api/types.ts';
import { useChangeAccount } from '../../api/use-change-account.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { privateSharing, SharingFields } from '../../shared/forms/sharing-fields.tsx';
import { messages } from '../../shared/i18n/messages.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { visibilityIcons } from '../../shared/photo-grid/photo-tile.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox-radio.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { UploadQueue, UploadSnapshot } from './upload-queue.ts';
import styles from './upload-tray.module.css';

type UploadSharingProps = { queue: UploadQueue; snapshot: UploadSnapshot };

/** Shows the visibility of these uploads. Asks for it once per batch while the account has no defaults. */
export function UploadSharing({ queue, snapshot }: UploadSharingProps) {
  const account = useSession();
  const [dismissed, setDismissed] = useState<number>();
  const [isChanging, setIsChanging] = useState(false);
  const { items, sharing, hasSharingFailed, batch } = snapshot;
  const hasFiles = items.some(({ state }) => state !== 'refused' && state !== 'cancelled');
  const isAsking = account?.uploadDefaults === null && hasFiles && !sharing && dismissed !== batch;
  const shown = sharing ?? account?.uploadDefaults ?? privateSharing;

  if (items.length === 0) return null;
  const name = messages.photo.visibility[shown.visibility];
  return (
    <>
      <div className={styles.sharing}>
        <p className={styles.shared}>
          <Icon name={visibilityIcons[shown.visibility]} size={16} />
          {[name, shown.allowDownload && shown.visibility !== 'private' && sharingMessages.withDownload]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Button look="plain" aria-label={sharingMessages.changeOf(name)} onClick={() => setIsChanging(true)}>
          {sharingMessages.change}
        </Button>
      </div>
      {hasSharingFailed && sharing && (
        <p className={styles.shareFault} role="alert">
          {sharingMessages.failed}
          <Button look="plain" onClick={() => queue.setSharing(sharing)}>
            {messages.app.retry}
          </Button>
        </p>
      )}
      {(isAsking || isChanging) && (
        <SharingDialog
          isFirst={account?.uploadDefaults === null}
          value={shown}
          onChoose={queue.setSharing}
          onClose={() => {
            setDismissed(batch);
            setIsChanging(false);
          }}
        />
      )}
    </>
  );
}

type SharingDialogProps = {
  /** The account has no defaults yet: this choice becomes them. */
  isFirst: boolean;
  value: UploadDefaults;
  onChoose: (choice: UploadDefaults) => void;
  onClose: () => void;
};

/** Asks for the visibility of these uploads. Closing it changes nothing. */
function SharingDialog({ isFirst, value, onChoose, onClose }: SharingDialogProps) {
  const [choice, setChoice] = useState(value);
  const [isRemembered, setIsRemembered] = useState(isFirst);
  const change = useChangeAccount();
  const finish = () => {
    onChoose(choice);
    onClose();
  };
  const save = () => {
    if (!isRemembered) return finish();
    // Success unmounts this dialog, and `mutate` calls no callbacks after that.
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
