import { useMutation, useQueryClient } from '@tanstack/react-query';
import { readListEnd } from '../../api/read-list-end.ts';
import type { Album } from '../../api/types.ts';
import { addToAlbum } from '../../app/selection/add-to-album.ts';
import { albumPhotosAddress, forgetAlbumLists, hideFromAlbum } from './album-cache.ts';

export function useAddPhotos(album: Album) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (photoIds: readonly string[]) => {
      const added = await addToAlbum(album, photoIds);
      return { ...added, hide: () => void hideFromAlbum(client, album.id, new Set(added.added)) };
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [`/albums/${album.id}`] }),
        // What is added comes last.
        readListEnd(client, albumPhotosAddress(album.id)),
        forgetAlbumLists(client),
      ]),
  });
}
