import { useState } from 'react';
import { useSession } from '../../api/use-session.ts';
import { undecidedSharing } from '../../shared/forms/sharing-fields.tsx';
import { visibilityIcons } from '../../shared/forms/visibilities.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SharingDialog } from './sharing-dialog.tsx';
import type { UploadQueue, UploadSnapshot } from './upload-queue.ts';
import styles from './upload-tray.module.css';

type UploadSharingProps = { queue: UploadQueue; snapshot: UploadSnapshot };

/** The visibility of this upload. Asks by itself, once for an upload, while the account has no default. */
export function UploadSharing({ queue, snapshot }: UploadSharingProps) {
  const account = useSession();
  const [dismissed, setDismissed] = useState<number>();
  const [isChanging, setIsChanging] = useState(false);
  const { items, sharing, isShareFailed, batch } = snapshot;
  const hasFiles = items.some(({ state }) => state !== 'refused' && state !== 'cancelled');
  const isAsking = account?.uploadDefaults === null && hasFiles && !sharing && dismissed !== batch;
  const shown = sharing ?? account?.uploadDefaults ?? undecidedSharing;

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
      {isShareFailed && sharing && (
        <p className={styles.shareFault} role="alert">
          {sharingMessages.failed}
          <Button look="plain" onClick={() => queue.share(sharing)}>
            {messages.app.retry}
          </Button>
        </p>
      )}
      {(isAsking || isChanging) && (
        <SharingDialog
          isFirst={account?.uploadDefaults === null}
          value={shown}
          onChoose={queue.share}
          onClose={() => {
            setDismissed(batch);
            setIsChanging(false);
          }}
        />
      )}
    </>
  );
}
