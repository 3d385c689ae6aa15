import { useMutation, useQueryClient } from '@tanstack/react-query';
import { albumPhotosAddress, keepAlbum } from '../../api/album-cache.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import type { Album, Photo } from '../../api/types.ts';

/** Puts all of an album's photos into an order. Done once the album is there to be shown in it. */
export function useOrderPhotos(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (photos: readonly Photo[]): Promise<Album> =>
      answer(
        api.PUT('/albums/{id}/order', {
          params: { path: { id } },
          body: { photoIds: photos.map((photo) => photo.id) },
        }),
      ),
    onSuccess: async (album) => {
      // From its first page on: the places that the later ones began at are others now.
      await client.resetQueries({ queryKey: [albumPhotosAddress(id)] });
      await keepAlbum(client, album);
    },
  });
}
