import type { Photo } from '../../api/types.ts';
import { messages } from '../../app/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { useToast } from '../../ui/toast.tsx';

/** By the system's own sheet on phones, else by copying the link. */
export function ShareButton({ photo }: { photo: Photo }) {
  const toast = useToast();
  const share = async () => {
    const url = new URL(`/photos/${photo.id}`, location.href).href;
    if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
      // Rejected when the sheet is closed without a choice, which is no failure.
      await navigator.share({ url, title: photo.title }).catch(() => undefined);
      return;
    }
    toast({ text: (await copyText(url)) ? messages.photo.copied : messages.photo.copyFailed });
  };
  return <IconButton icon="share" label={messages.photo.share} onClick={() => void share()} />;
}
