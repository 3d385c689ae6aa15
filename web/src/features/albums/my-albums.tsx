import { flushSync } from 'react-dom';
import { useLocation } from 'wouter';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { Notice } from '../../ui/notice.tsx';
import { useToast } from '../../ui/toast.tsx';
import { AlbumFormDialog } from './album-form-dialog.tsx';
import { AlbumList } from './album-list.tsx';
import { useCreateAlbum } from './use-create-album.ts';

const words = albumMessages;

type MyAlbumsProps = { address: string; isCreating: boolean; onClose: () => void };

export function MyAlbums({ address, isCreating, onClose }: MyAlbumsProps) {
  const create = useCreateAlbum();
  const toast = useToast();
  const [, navigate] = useLocation();
  return (
    <>
      <AlbumList
        address={address}
        empty={<Notice icon="album" title={words.empty} text={words.emptyText} />}
      />
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
                // What is saved no longer keeps anyone here.
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
