import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { messages } from '../../app/messages.ts';
import { galleryMessages } from '../../app/messages-gallery.ts';
import { problemText } from '../../app/problem-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './trash.module.css';

const words = galleryMessages.trash;

export function EmptyTrashDialog({ onClose }: { onClose: () => void }) {
  const empty = useEmptyTrash(onClose);
  return (
    <Dialog
      title={words.emptyTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{messages.app.cancel}</Button>
          <Button look="danger" busy={empty.isPending} onClick={() => empty.mutate()}>
            {words.emptyConfirm}
          </Button>
        </>
      }
    >
      <p>{words.emptyWarning}</p>
      <p role="alert" className={styles.problem}>
        {empty.error && problemText(empty.error)}
      </p>
    </Dialog>
  );
}

function useEmptyTrash(onDone: () => void) {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/me/trash')),
    onSuccess: async () => {
      onDone();
      toast({ text: words.emptied });
      await client.invalidateQueries({
        predicate: ({ queryKey: [address] }) => /^\/(?:me\/trash|session$)/u.test(String(address)),
      });
    },
  });
}
