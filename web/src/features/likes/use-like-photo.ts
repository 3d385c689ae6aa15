import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { changePhotoInCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { useToast } from '../../ui/toast.tsx';

/** Likes a photo or takes it back: as it was pressed last, until the server has answered that; then as the server says. */
export function useLikePhoto({ id, viewer, likeCount }: Photo) {
  const client = useQueryClient();
  const toast = useToast();
  const mutationKey = ['like', id];
  const { mutate } = useMutation({
    mutationKey,
    // Two quick clicks arrive in the order in which they were made.
    scope: { id: `like ${id}` },
    mutationFn: (liked: boolean) => {
      const request = { params: { path: { id } } };
      return answer(liked ? api.PUT('/photos/{id}/like', request) : api.DELETE('/photos/{id}/like', request));
    },
    // Said wherever one is by then.
    onError: (error) => {
      void client.invalidateQueries({ queryKey: [pathTo`/photos/${id}`] });
      toast({ text: problemText(error) });
    },
    onSuccess: ({ liked, likeCount }) => {
      changePhotoInCache(client, id, (photo) => ({
        ...photo,
        likeCount,
        viewer: { ...photo.viewer, liked },
      }));
      client.removeQueries({ queryKey: [listAddress(`/photos/${id}/likes`)] });
      if (liked) void client.invalidateQueries({ queryKey: [listAddress('/me/likes')], refetchType: 'none' });
    },
  });
  const pressed = useMutationState({
    filters: { mutationKey, status: 'pending' },
    select: ({ state }) => state.variables as boolean,
  }).at(-1);
  const liked = pressed ?? viewer.liked;
  return { like: mutate, liked, likeCount: likeCount + Number(liked) - Number(viewer.liked) };
}
