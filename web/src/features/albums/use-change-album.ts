import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keepAlbum } from '../../api/album-cache.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import type { Album } from '../../api/types.ts';

export type AlbumChange = Partial<Pick<Album, 'title' | 'description' | 'visibility'>> & {
  coverPhotoId?: string | null;
};

export function useChangeAlbum(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AlbumChange): Promise<Album> =>
      answer(api.PATCH('/albums/{id}', { params: { path: { id } }, body })),
    onSuccess: (album) => keepAlbum(client, album),
  });
}
