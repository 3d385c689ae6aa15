import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import type { PhotoList } from '../../api/photo-cache.ts';
import type { Album, Photo } from '../../api/types.ts';
import { albumPhotosAddress, keepAlbum } from './album-cache.ts';

/** Puts an album's photos into an order: shown at once, and taken back if the server refuses it. */
export function useOrderPhotos(id: string) {
  const client = useQueryClient();
  const queryKey = [albumPhotosAddress(id)];
  return useMutation({
    mutationFn: (photos: readonly Photo[]): Promise<Album> =>
      answer(
        api.PUT('/albums/{id}/order', {
          params: { path: { id } },
          body: { photoIds: photos.map((photo) => photo.id) },
        }),
      ),
    onMutate: (photos) => {
      const before = client.getQueryData<PhotoList>(queryKey);
      const last = before?.pages.at(-1);
      if (before && last)
        client.setQueryData<PhotoList>(queryKey, {
          pages: [{ items: [...photos], nextCursor: last.nextCursor }],
          pageParams: [null],
        });
      return before;
    },
    onError: (_error, _photos, before) => client.setQueryData(queryKey, before),
    onSuccess: (album) => keepAlbum(client, album),
  });
}
