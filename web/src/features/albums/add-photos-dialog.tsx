import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { readAlbumPhotos } from '../../api/album-cache.ts';
import type { Album, Photo } from '../../api/types.ts';
import { useAddToAlbum } from '../../shared/album-picker/use-add-to-album.ts';
import { countAll, countWithheld, WithheldDialog } from '../../shared/album-picker/withheld-photos.tsx';
import { problemText } from '../../shared/errors/problem-text.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { PhotoPicker } from '../../shared/selection/photo-picker.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';

type AddPhotosDialogProps = { album: Album; onClose: () => void };

const words = albumMessages;

export function AddPhotosDialog({ album, onClose }: AddPhotosDialogProps) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Photo>>(new Map());
  const [added, setAdded] = useState<readonly Photo[]>();
  // Read each time the dialog opens; `null` if the album is too large to read.
  const { data: present } = useQuery({
    queryKey: ['album photo ids', album.id],
    queryFn: async ({ signal }) => {
      const photos = await readAlbumPhotos(album, signal);
      return photos ? new Set(photos.map(({ id }) => id)) : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const add = useAddToAlbum();
  const format = useFormat();
  const chosenIds = useMemo(() => new Set(chosen.keys()), [chosen]);
  const photos = [...chosen.values()].filter(({ id }) => !present?.has(id));
  const count = photos.length;

  const toggle = (photo: Photo) => {
    const next = new Map(chosen);
    if (!next.delete(photo.id)) next.set(photo.id, photo);
    setChosen(next);
  };
  const submit = () => {
    const finish = () => (countAll(countWithheld(album, photos)) > 0 ? setAdded(photos) : onClose());
    add.mutate({ photoIds: photos.map(({ id }) => id), into: album }, { onSuccess: finish });
  };
  if (added) return <WithheldDialog album={album} photos={added} onClose={onClose} />;
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
      <PhotoPicker chosen={chosenIds} present={present ?? undefined} onToggle={toggle} />
    </FormDialog>
  );
}
