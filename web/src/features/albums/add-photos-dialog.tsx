import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Album, Photo } from '../../api/types.ts';
import { albumMessages } from '../../app/messages-albums.ts';
import { problemText } from '../../app/problem-text.ts';
import { describeAdded } from '../../app/selection/describe-added.ts';
import { PhotoPicker } from '../../app/selection/photo-picker.tsx';
import { readAlbumPhotoIds } from '../../app/selection/read-album-photo-ids.ts';
import { useUndo } from '../../app/selection/use-undo.ts';
import { useFormat } from '../../app/use-format.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useAddPhotos } from './use-add-photos.ts';

type AddPhotosDialogProps = { album: Album; onClose: () => void };

const words = albumMessages;

export function AddPhotosDialog({ album, onClose }: AddPhotosDialogProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // As it is each time that the dialog opens.
  const { data: present } = useQuery({
    queryKey: ['photos of an album', album.id],
    queryFn: () => readAlbumPhotoIds(album),
    gcTime: 0,
  });
  const add = useAddPhotos(album);
  const toast = useToast();
  const makeUndo = useUndo();
  const format = useFormat();
  const photoIds = [...chosen].filter((id) => !present?.has(id));
  const count = photoIds.length;

  const toggle = ({ id }: Photo) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const submit = () =>
    add.mutate(photoIds, {
      onSuccess: (added) => {
        const { undo, hide } = added;
        toast({
          text: describeAdded(added, album.title, format),
          ...(undo && { action: makeUndo(undo, hide) }),
        });
        onClose();
      },
    });

  return (
    <FormDialog
      title={words.add}
      submit={count === 0 ? words.add : words.addChosen(count, format.number(count))}
      isBusy={add.isPending}
      isChanged={count > 0}
      isComplete={count > 0}
      problem={add.error && problemText(add.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <PhotoPicker chosen={chosen} present={present} onToggle={toggle} />
    </FormDialog>
  );
}
