import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetAlbumLists } from '../../api/album-cache.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import type { AlbumWords } from './album-form-dialog.tsx';

export function useCreateAlbum() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AlbumWords) => answer(api.POST('/albums', { body })),
    onSuccess: () => forgetAlbumLists(client),
  });
}
