import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { ApiProblem } from '../../api/api-problem.ts';
import { api } from '../../api/client.ts';
import { removePhotosFromCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { galleryMessages } from '../../shared/i18n/messages-gallery.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { useToast } from '../../ui/toast.tsx';

const words = galleryMessages.gallery;

/** Discards uploads that broke off, and dismisses files that were rejected. */
export function useGiveUp() {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  return useMutation({
    mutationFn: async (photos: readonly Photo[]) => {
      for (const { id } of photos) await discard(id);
    },
    onMutate: (photos) => removePhotosFromCache(client, new Set(photos.map(({ id }) => id))),
    onSuccess: (_answer, photos) => {
      const [first] = photos;
      const isRejected = first?.status === 'rejected';
      const say = isRejected ? words.dismissed : words.gaveUp;
      toast({
        text:
          photos.length === 1
            ? say(first?.fileName ?? '')
            : words.dismissedAll(photos.length, format.number(photos.length)),
      });
    },
    onError: (error, _photos, rollback) => {
      rollback?.();
      toast({ text: problemText(error) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['/me/photos'], exact: false }),
  });
}

/** A photo that is gone already is as wanted. */
async function discard(id: string): Promise<void> {
  try {
    await answer(api.DELETE('/uploads/{id}', { params: { path: { id } } }));
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error;
  }
}
