import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Album } from '../../api/types.ts';
import { addToAlbum } from '../../app/selection/add-to-album.ts';
import { albumPhotosAddress, forgetAlbumLists } from './album-cache.ts';

export function useAddPhotos(album: Album) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (photoIds: readonly string[]) => addToAlbum(album, photoIds),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [`/albums/${album.id}`] }),
        client.invalidateQueries({ queryKey: [albumPhotosAddress(album.id)] }),
        forgetAlbumLists(client),
      ]),
  });
}
