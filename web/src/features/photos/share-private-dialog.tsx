import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useChangePhoto } from './use-change-photo.ts';

type SharePrivateDialogProps = {
  photo: Photo;
  /** Shares the link and shows this text. */
  onShare: (text: string) => Promise<void>;
  onClose: () => void;
};

const words = photoMessages.photo;

/** Asks before a private photo is shared, because nobody else can open its link. */
export function SharePrivateDialog({ photo, onShare, onClose }: SharePrivateDialogProps) {
  const change = useChangePhoto(photo.id);
  const show = () =>
    change.mutate(
      { visibility: 'unlisted' },
      {
        onSuccess: () => {
          void onShare(words.copiedShown);
          onClose();
        },
      },
    );
  const shareOnly = () => {
    void onShare(words.copied);
    onClose();
  };
  return (
    <Dialog
      title={words.shareTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={shareOnly}>{words.shareAnyway}</Button>
          <Button look="primary" busy={change.isPending} onClick={show}>
            {words.shareShow}
          </Button>
        </>
      }
    >
      <p>{words.sharePrivate}</p>
      {change.error && <p role="alert">{problemText(change.error)}</p>}
    </Dialog>
  );
}
