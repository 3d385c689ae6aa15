import { useRef } from 'react';
import { apiBase } from '../../api/request.ts';
import type { Photo } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { renditionsOf } from '../../shared/photo-grid/photo-image.ts';
import { IconButton } from '../../ui/button.tsx';
import { useShortcuts } from '../../ui/keyboard.ts';
import { Menu, MenuAnchor } from '../../ui/menu.tsx';

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
