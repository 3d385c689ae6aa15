import { useMutation, useQueryClient } from '@tanstack/react-query';
import { flushSync } from 'react-dom';
import { useLocation } from 'wouter';
import { invalidateAlbumLists } from '../../api/album-cache.ts';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { Notice } from '../../ui/notice.tsx';
import { useToast } from '../../ui/toast.tsx';
import { type AlbumDraft, AlbumFormDialog } from './album-form-dialog.tsx';
import { AlbumList } from './album-list.tsx';

const words = albumMessages;

type MyAlbumsProps = { url: string; isCreating: boolean; onClose: () => void };

export function MyAlbums({ url, isCreating, onClose }: MyAlbumsProps) {
  const create = useCreateAlbum();
  const toast = useToast();
  const [, navigate] = useLocation();
  return (
    <>
      <AlbumList url={url} empty={<Notice icon="album" title={words.empty} text={words.emptyText} />} />
      {isCreating && (
        <AlbumFormDialog
          title={words.create}
          isBusy={create.isPending}
          error={create.error}
          onClose={onClose}
          onSave={(words) =>
            create.mutate(words, {
              onSuccess: (album) => {
                toast({ text: albumMessages.created });
                // Close the form first: unsaved changes would block the navigation.
                flushSync(onClose);
                navigate(`/albums/${album.id}`);
              },
            })
          }
        />
      )}
    </>
  );
}

function useCreateAlbum() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AlbumDraft) => unwrap(api.POST('/albums', { body })),
    onSuccess: () => invalidateAlbumLists(client),
  });
}
