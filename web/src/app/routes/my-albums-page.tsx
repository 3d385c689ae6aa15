import { useState } from 'react';
import { MyAlbums } from '../../features/albums/my-albums.tsx';
import { Button } from '../../ui/button.tsx';
import { messages } from '../messages.ts';
import { PageHeading } from '../page-heading.tsx';
import { useTitle } from '../use-title.ts';

export function MyAlbumsPage() {
  const [isCreating, setIsCreating] = useState(false);
  const create = () => setIsCreating(true);
  useTitle(messages.albums.title);
  return (
    <PageHeading
      title={messages.albums.title}
      actions={
        <Button icon="plus" onClick={create}>
          {messages.albums.create}
        </Button>
      }
    >
      <MyAlbums isCreating={isCreating} onCreate={create} onClose={() => setIsCreating(false)} />
    </PageHeading>
  );
}
