import { useState } from 'react';
import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { latePart } from '../../shared/lazy-component.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './photo-note.module.css';
import { useRestorePhoto } from './use-restore-photo.ts';

const DeleteForeverDialog = latePart(
  async () => (await import('../../shared/selection/delete-forever-dialog.tsx')).DeleteForeverDialog,
);

/** Says why others do not see the photo although its visibility lets them, and offers to change it. */
export function PhotoNote({ photo, onDeleted }: { photo: Photo; onDeleted: () => void }) {
  const { inTrash, hiddenNote } = photoMessages.photo;
  const notes = [
    photo.trashedAt && inTrash,
    // The reason tells a file that an administrator hid before from a photo that was looked at.
    photo.hidden && photo.hiddenReason,
    photo.hidden && (photo.viewer.canEdit ? hiddenNote.owner : hiddenNote.admin),
  ].filter((note) => typeof note === 'string');
  if (notes.length === 0) return null;
  return (
    <div className={styles.note}>
      <Icon name="warning" />
      <p className={styles.text}>{notes.join(' ')}</p>
      {photo.trashedAt && photo.viewer.canEdit && <TrashActions photo={photo} onDeleted={onDeleted} />}
    </div>
  );
}

function TrashActions({ photo, onDeleted }: { photo: Photo; onDeleted: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  const restore = useRestorePhoto();
  const toast = useToast();
  return (
    <>
      <Button
        look="plain"
        icon="restore"
        busy={restore.isPending}
        onClick={() =>
          // The answer takes this button off the page, after which `mutate` would call nothing.
          restore.mutateAsync(photo.id).then(
            () => toast({ text: photoMessages.photo.restored }),
            (error: unknown) => toast({ text: problemText(error) }),
          )
        }
      >
        {photoMessages.photo.restore}
      </Button>
      <Button look="plain" icon="trash" onClick={() => setIsAsking(true)}>
        {photoMessages.photo.deleteForever}
      </Button>
      {isAsking && (
        <DeleteForeverDialog photoIds={[photo.id]} onDone={onDeleted} onClose={() => setIsAsking(false)} />
      )}
    </>
  );
}
