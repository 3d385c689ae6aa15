import { useQueryClient } from '@tanstack/react-query';
import { albumPhotosUrl, readAlbumPhotos, removeFromAlbumCache } from '../../api/album-cache.ts';
import { api } from '../../api/client.ts';
import { restoreRemoved } from '../../api/photo-cache.ts';
import { readWholeList } from '../../api/read-list.ts';
import { unwrap } from '../../api/request.ts';
import type { Album, Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { undoBulkChanges } from '../../shared/selection/bulk-change.ts';
import { useBulkChange } from '../../shared/selection/use-bulk-change.ts';
import type { Selection } from '../../shared/selection/use-selection.ts';
import { useLoadedPhotos } from '../../shared/selection/use-selection.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import { findLoadedOrder } from './album-order.ts';
import { useChangeAlbum } from './use-change-album.ts';

type AlbumSelectionActionsProps = { album: Album; selection: Selection };

const words = albumMessages;

export function AlbumSelectionActions({ album, selection }: AlbumSelectionActionsProps) {
  const client = useQueryClient();
  const bulk = useBulkChange();
  const change = useChangeAlbum(album.id);
  const toast = useToast();
  const held = useLoadedPhotos(albumPhotosUrl(album.id));
  const [only, ...others] = selection.photos;

  const remove = () => {
    const loadedOrder = findLoadedOrder(held, selection);
    bulk.mutate({
      photoIds: selection.photos.map(({ id }) => id),
      change: { action: 'removeFromAlbum', albumId: album.id },
      apply: (ids) => removeFromAlbumCache(client, album.id, ids),
      say: words.removed,
      prepareUndo: async () => {
        const before = loadedOrder ?? (await readAlbumPhotos(album));
        return before && ((done) => restoreToAlbum(album.id, before, done));
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

/** Adds removed photos back and restores their positions, keeping other changes made since. */
async function restoreToAlbum(id: string, before: readonly Photo[], removed: ReadonlySet<string>) {
  await undoBulkChanges([{ photoIds: [...removed], change: { action: 'addToAlbum', albumId: id } }]);
  const now = await readWholeList<Photo>(albumPhotosUrl(id));
  const others = now.filter((photo) => !removed.has(photo.id));
  const photoIds = restoreRemoved(others, before, removed).map((photo) => photo.id);
  await unwrap(api.PUT('/albums/{id}/order', { params: { path: { id } }, body: { photoIds } }));
}
