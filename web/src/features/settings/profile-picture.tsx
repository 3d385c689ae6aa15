import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SessionResponse } from '../../api/session.ts';
import { sessionKey } from '../../api/session.ts';
import type { Account } from '../../api/types.ts';
import { type AvatarCrop, useChangeAccount } from '../../api/use-change-account.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './settings.module.css';

const pollDelay = 1000;
const maxPolls = 30;

/** Polls the account until a server job has made its new picture. */
function usePollPicture(): () => void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    const read = () => client.getQueryData<SessionResponse>(sessionKey)?.account?.avatarUrl;
    const before = read();
    const poll = (left: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(async () => {
        await client.invalidateQueries({ queryKey: sessionKey });
        if (left > 0 && read() === before) poll(left - 1);
      }, pollDelay);
    };
    poll(maxPolls);
  };
}

const PictureDialog = lazyComponent(async () => (await import('./picture-dialog.tsx')).PictureDialog);

const words = settingsMessages;

export function ProfilePicture({ account }: { account: Account }) {
  const [isChoosing, setIsChoosing] = useState(false);
  const change = useChangeAccount();
  const toast = useToast();
  const awaitPicture = usePollPicture();
  const choose = (avatarPhotoId: string | null, avatarCrop?: AvatarCrop) => {
    setIsChoosing(false);
    change.mutate(
      { avatarPhotoId, ...(avatarCrop && { avatarCrop }) },
      {
        onSuccess: () => {
          toast({ text: avatarCrop ? words.pictureSoon : words.saved });
          if (avatarCrop) awaitPicture();
        },
        onError: (error) => toast({ text: problemText(error) }),
      },
    );
  };
  return (
    <div className={styles.picture}>
      <Avatar member={account} size="large" />
      <div className={styles.actions}>
        <Button busy={change.isPending} onClick={() => setIsChoosing(true)}>
          {words.choosePicture}
        </Button>
        {account.avatarUrl && (
          <Button look="plain" onClick={() => choose(null)}>
            {words.removePicture}
          </Button>
        )}
      </div>
      {isChoosing && <PictureDialog onChoose={choose} onClose={() => setIsChoosing(false)} />}
    </div>
  );
}
