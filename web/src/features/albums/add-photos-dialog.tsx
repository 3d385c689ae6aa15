import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import { useState } from 'react';
import type { Album, Photo } from '../../api/types.ts';
import { albumMessages } from '../../app/messages-albums.ts';
import { problemText } from '../../app/problem-text.ts';
import { PhotoPicker } from '../../app/selection/photo-picker.tsx';
import { useUndo } from '../../app/selection/use-undo.ts';
import { useFormat } from '../../app/use-format.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useAddPhotos } from './use-add-photos.ts';

type AddPhotosDialogProps = { album: Album; onClose: () => void };

const words = albumMessages;

export function AddPhotosDialog({ album, onClose }: AddPhotosDialogProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const add = useAddPhotos(album);
  const toast = useToast();
  const makeUndo = useUndo();
  const format = useFormat();
  const count = format.number(chosen.size);

  const toggle = ({ id }: Photo) => {
    const next = new Set(chosen);
    if (!next.delete(id) && next.size < maxPhotosAtOnce) next.add(id);
    setChosen(next);
  };
  const submit = () =>
    add.mutate([...chosen], {
      onSuccess: ({ undo }) => {
        toast({ text: words.added(chosen.size, count), ...(undo && { action: makeUndo(undo) }) });
        onClose();
      },
    });

  return (
    <FormDialog
      title={words.add}
      submit={chosen.size === 0 ? words.add : words.addChosen(chosen.size, count)}
      isBusy={add.isPending}
      isChanged={chosen.size > 0}
      isComplete={chosen.size > 0}
      problem={add.error && problemText(add.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <PhotoPicker chosen={chosen} onToggle={toggle} />
    </FormDialog>
  );
}
