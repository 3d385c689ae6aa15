import { useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { putBack } from '../../api/put-back.ts';
import { readWholeList } from '../../api/read-whole-list.ts';
import type { Album, Photo } from '../../api/types.ts';
import { albumMessages } from '../../app/messages-albums.ts';
import { problemText } from '../../app/problem-text.ts';
import { takeBackInBulk } from '../../app/selection/take-back-in-bulk.ts';
import { useBulkChange } from '../../app/selection/use-bulk-change.ts';
import type { Selection } from '../../app/selection/use-selection.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import { albumPhotosAddress, hideFromAlbum } from './album-cache.ts';
import { useChangeAlbum } from './use-change-album.ts';

type AlbumSelectionActionsProps = { album: Album; selection: Selection };

const words = albumMessages;

export function AlbumSelectionActions({ album, selection }: AlbumSelectionActionsProps) {
  const client = useQueryClient();
  const bulk = useBulkChange();
  const change = useChangeAlbum(album.id);
  const toast = useToast();
  const [only, ...others] = selection.photos;

  const remove = () => {
    const path = { id: album.id };
    const readAll = () => readWholeList<Photo>(albumPhotosAddress(album.id));
    let before: readonly Photo[] = [];
    bulk.mutate({
      photoIds: selection.photos.map(({ id }) => id),
      change: { action: 'removeFromAlbum', albumId: album.id },
      prepare: async () => {
        before = await readAll();
      },
      apply: (ids) => hideFromAlbum(client, album.id, ids),
      say: words.removed,
      // What is added comes last: the order puts it back in its place, beside whatever else was done since.
      undo: async (done) => {
        await takeBackInBulk([{ photoIds: [...done], change: { action: 'addToAlbum', albumId: album.id } }]);
        const others = (await readAll()).filter(({ id }) => !done.has(id));
        const photoIds = putBack(others, before, done).map(({ id }) => id);
        await answer(api.PUT('/albums/{id}/order', { params: { path }, body: { photoIds } }));
      },
    });
    selection.clear();
  };
  const makeCover = (photo: Photo) =>
    change.mutate(
      { coverPhotoId: photo.id },
      {
        onSuccess: () => {
          toast({ text: words.coverDone });
          selection.clear();
        },
        onError: (error) => toast({ text: problemText(error) }),
      },
    );

  return (
    <>
      {only && others.length === 0 && (
        <Button look="plain" icon="album" busy={change.isPending} onClick={() => makeCover(only)}>
          {words.cover}
        </Button>
      )}
      <Button look="plain" icon="minus" onClick={remove}>
        {words.remove}
      </Button>
    </>
  );
}
