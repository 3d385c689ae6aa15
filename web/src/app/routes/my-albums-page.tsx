import { listAddress } from '@vitrine/contract/pages.ts';
import { useState } from 'react';
import { MyAlbums } from '../../features/albums/my-albums.tsx';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { useTitle } from '../../shared/page-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../page-heading.tsx';

const url = listAddress('/me/albums');

export function MyAlbumsPage() {
  const [isCreating, setIsCreating] = useState(false);
  useTitle(albumMessages.title);
  return (
    <PageHeading
      title={albumMessages.title}
      actions={
        <Button icon="plus" onClick={() => setIsCreating(true)}>
          {albumMessages.create}
        </Button>
      }
    >
      <MyAlbums url={url} isCreating={isCreating} onClose={() => setIsCreating(false)} />
    </PageHeading>
  );
}
