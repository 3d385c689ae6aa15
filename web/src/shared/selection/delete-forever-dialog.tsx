import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { removePhotosFromCache } from '../../api/photo-cache.ts';
import { unwrap } from '../../api/request.ts';
import { sessionKey } from '../../api/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import { problemText } from '../errors/problem-text.ts';
import { useFormat } from '../i18n/format.ts';
import { messages } from '../i18n/messages.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { changePhotosInBulk } from './bulk-change.ts';
import styles from './delete-forever-dialog.module.css';

type DeleteForeverDialogProps = {
  /** Absent for everything in the trash. */
  photoIds?: readonly string[];
  onDone?: () => void;
  onClose: () => void;
};

const words = libraryMessages.trash;

/** Asks before photos in the trash are deleted permanently. */
export function DeleteForeverDialog({ onDone, onClose, ...props }: DeleteForeverDialogProps) {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  // Keep the ids from when the dialog opened: deleted photos leave the selection before it closes.
  const [photoIds] = useState(props.photoIds);
  const count = photoIds?.length ?? 0;
  const remove = useMutation({
    mutationFn: async () => {
      if (!photoIds) return void (await unwrap(api.DELETE('/me/trash')));
      const { done } = await changePhotosInBulk(photoIds, { action: 'deleteForever' });
      removePhotosFromCache(client, done);
      return done.size;
    },
    onSuccess: async (deleted) => {
      onClose();
      onDone?.();
      toast({ text: deleted === undefined ? words.emptied : words.deleted(deleted, format.number(deleted)) });
      await client.invalidateQueries({
        predicate: ({ queryKey: [url] }) => String(url).startsWith('/me/trash') || url === sessionKey[0],
      });
    },
  });
  return (
    <Dialog
      title={photoIds ? words.deleteTitle(count, format.number(count)) : words.emptyTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{messages.app.cancel}</Button>
          <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            {words.deleteForever}
          </Button>
        </>
      }
    >
      <p>{words.deleteWarning}</p>
      <p role="alert" className={styles.problem}>
        {remove.error && problemText(remove.error)}
      </p>
    </Dialog>
  );
}
