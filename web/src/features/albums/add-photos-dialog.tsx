import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readAlbumPhotos } from '../../api/read-album-photos.ts';
import type { Album, Photo } from '../../api/types.ts';
import { albumMessages } from '../../app/messages-albums.ts';
import { problemText } from '../../app/problem-text.ts';
import { PhotoPicker } from '../../app/selection/photo-picker.tsx';
import { useAddToAlbum } from '../../app/selection/use-add-to-album.ts';
import { useFormat } from '../../app/use-format.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

type AddPhotosDialogProps = { album: Album; onClose: () => void };

const words = albumMessages;

export function AddPhotosDialog({ album, onClose }: AddPhotosDialogProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // As it is each time that the dialog opens; null where the album is too large to tell.
  const { data: present } = useQuery({
    queryKey: ['what is in an album', album.id],
    queryFn: async ({ signal }) => {
      const photos = await readAlbumPhotos(album, signal);
      return photos ? new Set(photos.map(({ id }) => id)) : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const add = useAddToAlbum();
  const format = useFormat();
  const photoIds = [...chosen].filter((id) => !present?.has(id));
  const count = photoIds.length;

  const toggle = ({ id }: Photo) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <FormDialog
      title={words.add}
      submit={count === 0 ? words.add : words.addChosen(count, format.number(count))}
      isBusy={add.isPending}
      isChanged={count > 0}
      isComplete={count > 0}
      problem={add.error && problemText(add.error)}
      onSubmit={() => add.mutate({ photoIds, into: album }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <PhotoPicker chosen={chosen} present={present ?? undefined} onToggle={toggle} />
    </FormDialog>
  );
}
