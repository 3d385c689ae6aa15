import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { trashOptimistically } from '../../api/photo-cache.ts';
import { unwrap } from '../../api/request.ts';
import { sessionKey } from '../../api/session.ts';
import type { Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { useUndo } from '../../shared/selection/use-bulk-change.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { useToast } from '../../ui/toast.tsx';

const AlbumDialog = lazyComponent(
  async () => (await import('../../shared/album-picker/album-dialog.tsx')).AlbumDialog,
);
const EditPhotoDialog = lazyComponent(async () => (await import('./edit-photo-dialog.tsx')).EditPhotoDialog);

type OwnerMenuProps = {
  photo: Photo;
  /** Called when the photo goes to the trash, so that the page can close. */
  onTrashed: () => void;
};

/** Actions for a photo's owner and for administrators. */
export function OwnerMenu({ photo, onTrashed }: OwnerMenuProps) {
  const [dialog, setDialog] = useState<'edit' | 'add'>();
  const close = () => setDialog(undefined);
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
          <MenuItem icon="edit" onSelect={() => setDialog('edit')}>
            {photoMessages.photo.edit}
          </MenuItem>
        )}
        {photo.viewer.canEdit && !photo.trashedAt && (
          <MenuItem icon="album" onSelect={() => setDialog('add')}>
            {photoMessages.photo.addToAlbum}
          </MenuItem>
        )}
        {photo.viewer.canEdit && !photo.trashedAt && (
          <MenuItem icon="trash" onSelect={moveToTrash}>
            {photoMessages.photo.trash}
          </MenuItem>
        )}
      </Menu>
      {dialog === 'edit' && <EditPhotoDialog photo={photo} onClose={close} />}
      {dialog === 'add' && <AlbumDialog photos={[photo]} onClose={close} />}
    </>
  );
}

/** Hides a photo from everyone but its owner and administrators, or shows it again. */
function useHidePhoto(id: string) {
  const client = useQueryClient();
  const params = { params: { path: { id } } };
  return useMutation({
    mutationFn: (isHidden: boolean) =>
      unwrap(
        isHidden
          ? api.PUT('/admin/photos/{id}/hidden', params)
          : api.DELETE('/admin/photos/{id}/hidden', params),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: [`/photos/${id}`], exact: true }),
  });
}

/** Moves a photo to the trash. Removes it from lists at once and reports the outcome in a toast. */
function useTrashPhoto() {
  const client = useQueryClient();
  const toast = useToast();
  const makeUndo = useUndo();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/photos/{id}', { params: { path: { id } } })),
    onMutate: (id) => trashOptimistically(client, new Set([id])),
    onError: (error, _id, rollback) => {
      rollback?.();
      toast({ text: problemText(error) });
    },
    onSuccess: (_answer, id, rollback) => {
      const restore = () => unwrap(api.POST('/photos/{id}/restore', { params: { path: { id } } }));
      toast({ text: photoMessages.photo.trashed, action: makeUndo(restore, rollback) });
      client.removeQueries({ queryKey: [`/photos/${id}`], exact: true });
      void client.invalidateQueries({ queryKey: sessionKey });
      void client.invalidateQueries({ queryKey: ['/me/trash?limit=50'], refetchType: 'none' });
    },
  });
}
