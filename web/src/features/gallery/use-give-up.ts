import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { ApiProblem } from '../../api/api-problem.ts';
import { api } from '../../api/client.ts';
import { removePhotosFromCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { galleryMessages } from '../../app/messages-gallery.ts';
import { problemText } from '../../app/problem-text.ts';
import { useToast } from '../../ui/toast.tsx';

/** Gives up an upload that broke off, or dismisses a file that was not taken. */
export function useGiveUp() {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: ({ id }: Photo) => answer(api.DELETE('/uploads/{id}', { params: { path: { id } } })),
    onMutate: ({ id }) => removePhotosFromCache(client, new Set([id])),
    onSuccess: (_answer, { fileName, status }) =>
      toast({
        text: galleryMessages.gallery[status === 'rejected' ? 'dismissed' : 'gaveUp'](fileName ?? ''),
      }),
    onError: (error, _photo, rollback) => {
      // Gone already is what was wanted.
      if (error instanceof ApiProblem && error.status === 404) return;
      rollback?.();
      toast({ text: problemText(error) });
    },
  });
}
