import { useState } from 'react';
import type { Photo } from '../../api/types.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { IconButton } from '../../ui/button.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { useToast } from '../../ui/toast.tsx';

const SharePrivateDialog = lazyComponent(
  async () => (await import('./share-private-dialog.tsx')).SharePrivateDialog,
);

const words = photoMessages.photo;

/** Shares by the system's share sheet on phones, otherwise by copying the link. Asks first if the photo is private. */
export function ShareButton({ photo }: { photo: Photo }) {
  const toast = useToast();
  const [isAsking, setIsAsking] = useState(false);
  const isPrivate = photo.viewer.canEdit && photo.visibility === 'private';
  const share = async (text: string) => {
    const url = new URL(`/photos/${photo.id}`, location.href).href;
    if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
      // `share` rejects when the user closes the sheet, which is no error.
      await navigator.share({ url, title: photo.title }).catch(() => undefined);
      return;
    }
    toast({ text: (await copyToClipboard(url)) ? text : words.copyFailed });
  };
  return (
    <>
      <IconButton
        icon="share"
        label={words.share}
        onClick={() =>
          isPrivate ? setIsAsking(true) : void share(photo.hidden ? words.copiedHidden : words.copied)
        }
      />
      {isAsking && <SharePrivateDialog photo={photo} onShare={share} onClose={() => setIsAsking(false)} />}
    </>
  );
}
