import { useState } from 'react';
import type { Account } from '../../api/types.ts';
import { type AvatarCrop, useChangeAccount } from '../../api/use-change-account.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { latePart } from '../../shared/lazy-component.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './settings.module.css';
import { useAwaitPicture } from './use-await-picture.ts';

const PictureDialog = latePart(async () => (await import('./picture-dialog.tsx')).PictureDialog);

const words = settingsMessages;

export function PictureChoice({ account }: { account: Account }) {
  const [isChoosing, setIsChoosing] = useState(false);
  const change = useChangeAccount();
  const toast = useToast();
  const awaitPicture = useAwaitPicture();
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
