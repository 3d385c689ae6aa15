import { listAddress } from '@vitrine/contract/pages.ts';
import { useState } from 'react';
import { MyAlbums } from '../../features/albums/my-albums.tsx';
import { Button } from '../../ui/button.tsx';
import { albumMessages } from '../messages-albums.ts';
import { PageHeading } from '../page-heading.tsx';
import { useTitle } from '../use-title.ts';

const address = listAddress('/me/albums');

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
      <MyAlbums address={address} isCreating={isCreating} onClose={() => setIsCreating(false)} />
    </PageHeading>
  );
}
