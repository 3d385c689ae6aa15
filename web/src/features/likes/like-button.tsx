import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Photo } from '../../api/types.ts';
import { useSession } from '../../api/use-session.ts';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { latePart } from '../../shared/lazy-component.tsx';
import { IconButton } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './like-button.module.css';
import { useLikePhoto } from './use-like-photo.ts';

const LikersDialog = latePart(async () => (await import('./likers-dialog.tsx')).LikersDialog);

/** The heart, and the count that opens who liked. */
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
      action: { label: entranceMessages.login.title, run: logIn },
    });
  };
  useKeys({ l: toggle });

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
