import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { changePhotoInCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';

export type PhotoChange = Partial<
  Pick<Photo, 'title' | 'description' | 'altText' | 'tags' | 'visibility' | 'showPlace' | 'allowDownload'>
>;

/** What is said about a photo changes at once, and back again if the server refuses. */
export function useChangePhoto(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PhotoChange) => answer(api.PATCH('/photos/{id}', { params: { path: { id } }, body })),
    onMutate: (change) => changePhotoInCache(client, id, (photo) => ({ ...photo, ...change })),
    onError: (_error, _change, rollback) => rollback?.(),
    onSuccess: (changed, change) => {
      changePhotoInCache(client, id, () => changed);
      if (change.tags) void client.invalidateQueries({ queryKey: ['/me/tags'] });
    },
  });
}
