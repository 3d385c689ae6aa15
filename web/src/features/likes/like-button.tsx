import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../api/client.ts';
import { changePhotoInCache } from '../../api/photo-cache.ts';
import { unwrap } from '../../api/request.ts';
import { useSession } from '../../api/session.ts';
import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { IconButton } from '../../ui/button.tsx';
import { useShortcuts } from '../../ui/keyboard.ts';
import { useToast } from '../../ui/toast.tsx';
import styles from './like-button.module.css';

const LikersDialog = lazyComponent(async () => (await import('./likers-dialog.tsx')).LikersDialog);

/** A like button with a count that opens the list of likers. */
export function LikeButton({ photo }: { photo: Photo }) {
  const account = useSession();
  const { like, liked, likeCount } = useLikePhoto(photo);
  const toast = useToast();
  const format = useFormat();
  const [path, navigate] = useLocation();
  const [isShowingLikers, setIsShowingLikers] = useState(false);

  const toggle = () => {
    if (account) return like(!liked);
    const logIn = () => navigate(`/login?next=${encodeURIComponent(path)}`);
    toast({
      text: photoMessages.photo.loginToLike,
      action: { label: authMessages.login.title, run: logIn },
    });
  };
  useShortcuts({ l: toggle });

  return (
    <span className={styles.like}>
      <IconButton
        icon="heart"
        label={photoMessages.photo.like}
        aria-pressed={liked}
        aria-keyshortcuts="l"
        filled={liked}
        className={liked ? styles.liked : undefined}
        onClick={toggle}
      />
      {likeCount > 0 && (
        <button
          type="button"
          className={styles.count}
          aria-haspopup="dialog"
          aria-label={photoMessages.photo.showLikers(
            photoMessages.photo.likes(likeCount, format.number(likeCount)),
          )}
          onClick={() => setIsShowingLikers(true)}
        >
          {format.compact(likeCount)}
        </button>
      )}
      {isShowingLikers && <LikersDialog photoId={photo.id} onClose={() => setIsShowingLikers(false)} />}
    </span>
  );
}

/** Likes or unlikes a photo. Shows the last pressed state until the server has answered. */
function useLikePhoto({ id, viewer, likeCount }: Photo) {
  const client = useQueryClient();
  const toast = useToast();
  const mutationKey = ['like', id];
  const { mutate } = useMutation({
    mutationKey,
    // Send quick clicks in the order they were made.
    scope: { id: `like ${id}` },
    mutationFn: (liked: boolean) => {
      const request = { params: { path: { id } } };
      return unwrap(liked ? api.PUT('/photos/{id}/like', request) : api.DELETE('/photos/{id}/like', request));
    },
    // The user may be on another page by now, so report the error in a toast.
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
