import { useInfiniteQuery } from '@tanstack/react-query';
import { listAddress } from '@vitrine/contract/pages.ts';
import { useState } from 'react';
import { listOptions } from '../../api/list-query.ts';
import type { Album } from '../../api/types.ts';
import { MyAlbums } from '../../features/albums/my-albums.tsx';
import { Button } from '../../ui/button.tsx';
import { albumMessages } from '../messages-albums.ts';
import { PageHeading } from '../page-heading.tsx';
import { useTitle } from '../use-title.ts';

const address = listAddress('/me/albums');

export function MyAlbumsPage() {
  const [isCreating, setIsCreating] = useState(false);
  const { data } = useInfiniteQuery(listOptions<Album>(address));
  // Where there is none yet, the page itself offers to make one.
  const isEmpty = data?.pages.every(({ items }) => items.length === 0);
  const create = () => setIsCreating(true);
  useTitle(albumMessages.title);
  return (
    <PageHeading
      title={albumMessages.title}
      actions={
        !isEmpty && (
          <Button icon="plus" onClick={create}>
            {albumMessages.create}
          </Button>
        )
      }
    >
      <MyAlbums
        address={address}
        isCreating={isCreating}
        onCreate={create}
        onClose={() => setIsCreating(false)}
      />
    </PageHeading>
  );
}
