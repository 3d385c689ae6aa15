import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { Album } from '../../api/types.ts';
import { albumPhotosAddress, keepAlbum } from './album-cache.ts';

export function useAddPhotos(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (photoIds: string[]): Promise<Album> =>
      answer(api.POST('/albums/{id}/photos', { params: { path: { id } }, body: { photoIds } })),
    onSuccess: async (album) => {
      await keepAlbum(client, album);
      await client.invalidateQueries({ queryKey: [albumPhotosAddress(id)] });
    },
  });
}
