import { useRef } from 'react';
import { apiBase } from '../../api/api-base.ts';
import type { Photo } from '../../api/types.ts';
import { messages } from '../../app/messages.ts';
import { renditionsOf } from '../../app/photos/photo-sources.ts';
import { useFormat } from '../../app/use-format.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuAnchor } from '../../ui/menu.tsx';
import { useKeys } from '../../ui/use-keys.ts';

export function DownloadMenu({ photo }: { photo: Photo }) {
  const format = useFormat();
  const button = useRef<HTMLButtonElement>(null);
  useKeys({ d: () => button.current?.click() });
  const address = (size: string | number) =>
    `${apiBase}/photos/${encodeURIComponent(photo.id)}/download?size=${size}`;
  const sizes = renditionsOf(photo, 'webp').reverse();
  return (
    <Menu
      label={messages.photo.download}
      trigger={(props) => (
        <IconButton
          ref={button}
          icon="download"
          label={messages.photo.download}
          aria-keyshortcuts="d"
          {...props}
        />
      )}
    >
      <MenuAnchor href={address('original')} hint={format.bytes(photo.bytes)}>
        {messages.photo.original}
      </MenuAnchor>
      {sizes.map(({ width, height }) => (
        <MenuAnchor key={width} href={address(width)}>
          {messages.photo.size(width, height)}
        </MenuAnchor>
      ))}
    </Menu>
  );
}
