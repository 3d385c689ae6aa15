import type { Album } from '../../api/types.ts';
import { albumMessages } from '../../app/messages-albums.ts';
import { useToast } from '../../ui/toast.tsx';
import { AlbumFormDialog } from './album-form-dialog.tsx';
import { useChangeAlbum } from './use-change-album.ts';

type EditAlbumDialogProps = { album: Album; onClose: () => void };

export function EditAlbumDialog({ album, onClose }: EditAlbumDialogProps) {
  const change = useChangeAlbum(album.id);
  const toast = useToast();
  return (
    <AlbumFormDialog
      title={albumMessages.edit}
      album={album}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSave={(words) =>
        change.mutate(words, {
          onSuccess: () => {
            toast({ text: albumMessages.saved });
            onClose();
          },
        })
      }
    />
  );
}
