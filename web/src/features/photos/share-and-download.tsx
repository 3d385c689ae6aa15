import { useRef, useState } from 'react';
import { apiBase } from '../../api/request.ts';
import type { Photo } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { renditionsOf } from '../../shared/photo-grid/photo-image.ts';
import { IconButton } from '../../ui/button.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { useShortcuts } from '../../ui/keyboard.ts';
import { Menu, MenuAnchor } from '../../ui/menu.tsx';
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

export function DownloadMenu({ photo }: { photo: Photo }) {
  const format = useFormat();
  const button = useRef<HTMLButtonElement>(null);
  useShortcuts({ d: () => button.current?.click() });
  const urlOf = (size: string | number) =>
    `${apiBase}/photos/${encodeURIComponent(photo.id)}/download?size=${size}`;
  // Offer only renditions smaller than the photo.
  const sizes = renditionsOf(photo, 'webp')
    .filter(({ width }) => width < (photo.width ?? 0))
    .reverse();
  const describe = (kind: string, bytes: number | undefined) =>
    [kind.toUpperCase(), bytes && format.bytes(bytes)].filter(Boolean).join(' · ');
  return (
    <Menu
      label={photoMessages.photo.download}
      trigger={(props) => (
        <IconButton
          ref={button}
          icon="download"
          label={photoMessages.photo.download}
          aria-keyshortcuts="d"
          {...props}
        />
      )}
    >
      <MenuAnchor href={urlOf('original')} hint={describe(photo.format ?? '', photo.bytes)}>
        {photoMessages.photo.original}
      </MenuAnchor>
      {sizes.map(({ width, height, bytes, format: kind }) => (
        <MenuAnchor key={width} href={urlOf(width)} hint={describe(kind, bytes)}>
          {photoMessages.photo.size(width, height)}
        </MenuAnchor>
      ))}
    </Menu>
  );
}
