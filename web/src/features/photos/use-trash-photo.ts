import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { hideTrashed } from '../../api/hide-trashed.ts';
import { sessionKey } from '../../api/use-session.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { useUndo } from '../../shared/selection/use-undo.ts';
import { useToast } from '../../ui/toast.tsx';

/** Gone from the lists at once. How it went is said wherever one is by then. */
export function useTrashPhoto() {
  const client = useQueryClient();
  const toast = useToast();
  const makeUndo = useUndo();
  return useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/photos/{id}', { params: { path: { id } } })),
    onMutate: (id) => hideTrashed(client, new Set([id])),
    onError: (error, _id, rollback) => {
      rollback?.();
      toast({ text: problemText(error) });
    },
    onSuccess: (_answer, id, rollback) => {
      const restore = () => answer(api.POST('/photos/{id}/restore', { params: { path: { id } } }));
      toast({ text: photoMessages.photo.trashed, action: makeUndo(restore, rollback) });
      client.removeQueries({ queryKey: [`/photos/${id}`], exact: true });
      void client.invalidateQueries({ queryKey: sessionKey });
      void client.invalidateQueries({ queryKey: ['/me/trash?limit=50'], refetchType: 'none' });
    },
  });
}
