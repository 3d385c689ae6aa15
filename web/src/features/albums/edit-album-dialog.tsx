import { useState } from 'react';
import type { Album } from '../../api/types.ts';
import { countAll, WithheldDialog } from '../../shared/album-picker/withheld-photos.tsx';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { useToast } from '../../ui/toast.tsx';
import { type AlbumDraft, AlbumFormDialog } from './album-form-dialog.tsx';
import { useChangeAlbum } from './use-change-album.ts';

type EditAlbumDialogProps = { album: Album; onClose: () => void };

export function EditAlbumDialog({ album, onClose }: EditAlbumDialogProps) {
  // The album as it was when the form opened.
  const [before] = useState(album);
  const change = useChangeAlbum(album.id, before);
  const toast = useToast();
  const [changed, setChanged] = useState<Album>();
  if (changed) return <WithheldDialog album={changed} onClose={onClose} />;
  return (
    <AlbumFormDialog
      title={albumMessages.edit}
      album={album}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSave={(words) =>
        change.mutate(changedFrom(before, words), {
          onSuccess: (saved) => {
            toast({ text: albumMessages.saved });
            const isWider = saved.visibility !== album.visibility && countAll(saved.withheld) > 0;
            if (isWider) setChanged(saved);
            else onClose();
          },
        })
      }
    />
  );
}

// Sends changed fields only, because another tab may have changed the others.
const changedFrom = (before: Album, words: AlbumDraft): Partial<AlbumDraft> => ({
  ...(words.title !== before.title && { title: words.title }),
  ...(words.description !== before.description && { description: words.description }),
  ...(words.visibility !== before.visibility && { visibility: words.visibility }),
});
