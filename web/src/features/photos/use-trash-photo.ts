import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { removePhotosFromCache } from '../../api/photo-cache.ts';

export function useTrashPhoto() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/photos/{id}', { params: { path: { id } } })),
    onMutate: (id) => removePhotosFromCache(client, new Set([id])),
    onError: (_error, _id, rollback) => rollback?.(),
    onSuccess: (_answer, id) => {
      client.removeQueries({ queryKey: [`/photos/${id}`], exact: true });
      void client.invalidateQueries({ queryKey: ['/me/trash?limit=50'], refetchType: 'none' });
    },
  });
}
