import { useState } from 'react';
import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { latePart } from '../../shared/lazy-component.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useHidePhoto } from './use-hide-photo.ts';
import { useTrashPhoto } from './use-trash-photo.ts';

const AlbumDialog = latePart(
  async () => (await import('../../shared/album-picker/album-dialog.tsx')).AlbumDialog,
);
const EditPhotoDialog = latePart(async () => (await import('./edit-photo-dialog.tsx')).EditPhotoDialog);

type OwnerMenuProps = {
  photo: Photo;
  /** It goes to the trash: there is nothing left to look at. */
  onTrashed: () => void;
};

/** What only its owner and admins can do with a photo. */
export function OwnerMenu({ photo, onTrashed }: OwnerMenuProps) {
  const [doing, setDoing] = useState<'edit' | 'add'>();
  const close = () => setDoing(undefined);
  const toast = useToast();
  const trash = useTrashPhoto();
  const hide = useHidePhoto(photo.id);
  const fail = (error: unknown) => toast({ text: problemText(error) });

  const moveToTrash = () => {
    trash.mutate(photo.id);
    onTrashed();
  };

  const toggleHidden = async () => {
    try {
      await hide.mutateAsync(!photo.hidden);
      toast({ text: photo.hidden ? photoMessages.photo.unhidden : photoMessages.photo.hidden });
    } catch (error) {
      fail(error);
    }
  };

  return (
    <>
      <Menu
        label={photoMessages.photo.more}
        trigger={(props) => <IconButton icon="more" label={photoMessages.photo.more} {...props} />}
      >
        {photo.viewer.canHide && (
          <MenuItem icon="hide" onSelect={() => void toggleHidden()}>
            {photo.hidden ? photoMessages.photo.unhide : photoMessages.photo.hide}
          </MenuItem>
        )}
        {photo.viewer.canEdit && (
          <MenuItem icon="edit" onSelect={() => setDoing('edit')}>
            {photoMessages.photo.edit}
          </MenuItem>
        )}
        {photo.viewer.canEdit && !photo.trashedAt && (
          <MenuItem icon="album" onSelect={() => setDoing('add')}>
            {photoMessages.photo.addToAlbum}
          </MenuItem>
        )}
        {photo.viewer.canEdit && !photo.trashedAt && (
          <MenuItem icon="trash" onSelect={moveToTrash}>
            {photoMessages.photo.trash}
          </MenuItem>
        )}
      </Menu>
      {doing === 'edit' && <EditPhotoDialog photo={photo} onClose={close} />}
      {doing === 'add' && <AlbumDialog photos={[photo]} onClose={close} />}
    </>
  );
}
