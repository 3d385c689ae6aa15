import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { isPhotoListOnPage, removePhotosFromCache } from '../../api/photo-cache.ts';

export function useRestorePhoto() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(api.POST('/photos/{id}/restore', { params: { path: { id } } })),
    onSuccess: async (_answer, id) => {
      removePhotosFromCache(client, new Set([id]), (address) => String(address).startsWith('/me/trash'));
      // Where it stood in which lists, only the server knows.
      await client.invalidateQueries({ predicate: (query) => !isPhotoListOnPage(query) });
    },
  });
}
