import { useInfiniteQuery } from '@tanstack/react-query';
import { listAddress } from '@vitrine/contract/pages.ts';
import { Link } from 'wouter';
import { listQuery } from '../../api/list-query.ts';
import type { Member } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { ShowMore } from '../../shared/show-more.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './likers-dialog.module.css';

type LikersDialogProps = { photoId: string; onClose: () => void };

export function LikersDialog({ photoId, onClose }: LikersDialogProps) {
  const list = useInfiniteQuery(listQuery<Member>(listAddress(`/photos/${photoId}/likes`)));
  const members = list.data?.pages.flatMap((page) => page.items);
  return (
    <Dialog title={photoMessages.photo.likers} onClose={onClose}>
      {list.isPending && <Spinner label={messages.app.loading} />}
      {list.isLoadingError && (
        <p role="alert">
          {problemText(list.error)} <Button onClick={() => void list.refetch()}>{messages.app.retry}</Button>
        </p>
      )}
      {members?.length === 0 && <p>{photoMessages.photo.noLikes}</p>}
      <ul>
        {members?.map((member) => (
          <li key={member.username}>
            <Link href={`/users/${member.username}`} className={styles.member} onClick={onClose}>
              <Avatar member={member} />
              <bdi>{member.displayName || member.username}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </Dialog>
  );
}
