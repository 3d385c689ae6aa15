import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetAlbumLists } from '../../api/album-cache.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export function useDeleteAlbum(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (photos: 'keep' | 'delete') =>
      answer(api.DELETE('/albums/{id}', { params: { path: { id }, query: { photos } } })),
    onSuccess: async (_answer, photos) => {
      await forgetAlbumLists(client);
      if (photos === 'delete')
        await client.invalidateQueries({
          predicate: ({ queryKey: [address] }) =>
            /^\/(?:me\/(?:photos|trash)|photos\?|users\/|session$)/u.test(String(address)),
        });
    },
  });
}
