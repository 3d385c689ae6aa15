import { useMutation, useQueryClient } from '@tanstack/react-query';
import { listAddress } from '@vitrine/contract/pages.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { changePhotoInCache } from '../../api/photo-cache.ts';

/** Likes a photo or takes it back: at once on the page, and back again if the server disagrees. */
export function useLikePhoto(id: string) {
  const client = useQueryClient();
  return useMutation({
    // Two quick clicks arrive in the order in which they were made.
    scope: { id: `like ${id}` },
    mutationFn: (liked: boolean) => {
      const request = { params: { path: { id } } };
      return answer(liked ? api.PUT('/photos/{id}/like', request) : api.DELETE('/photos/{id}/like', request));
    },
    onMutate: (liked) =>
      changePhotoInCache(client, id, (photo) => ({
        ...photo,
        likeCount: Math.max(0, photo.likeCount + Number(liked) - Number(photo.viewer.liked)),
        viewer: { ...photo.viewer, liked },
      })),
    onError: (_error, _liked, rollback) => rollback?.(),
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
}
