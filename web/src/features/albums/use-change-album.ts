import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cacheAlbum } from '../../api/album-cache.ts';
import { changeIfUnmodified } from '../../api/change-if-unmodified.ts';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import type { Album } from '../../api/types.ts';

export type AlbumChange = Partial<Pick<Album, 'title' | 'description' | 'visibility'>> & {
  coverPhotoId?: string | null;
};

/** Changes an album. With `seen`, does not overwrite fields changed elsewhere since then. */
export function useChangeAlbum(id: string, seen?: Album) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AlbumChange): Promise<Album> => {
      const path = { id };
      const write = (tag?: string) =>
        api.PATCH('/albums/{id}', { params: { path, ...(tag && { header: { 'if-match': tag } }) }, body });
      const { coverPhotoId, ...change } = body;
      if (!seen || coverPhotoId !== undefined) return unwrap(write());
      const read = () => api.GET('/albums/{id}', { params: { path } });
      return changeIfUnmodified<Album>({ seen, change, read, write });
    },
    onSuccess: (album) => cacheAlbum(client, album),
  });
}
