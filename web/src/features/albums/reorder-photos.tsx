import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type MouseEvent, memo, type PointerEvent, useEffect } from 'react';
import { albumPhotosUrl, cacheAlbum } from '../../api/album-cache.ts';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import type { Album, Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { photoName } from '../../shared/photo-grid/photo-image.ts';
import { PhotoPicture } from '../../shared/photo-grid/photo-picture.tsx';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useUnsavedChanges } from '../../ui/use-unsaved-changes.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './reorder-photos.module.css';
import { useReorder } from './use-reorder.ts';

type ReorderItemProps = {
  photo: Photo;
  index: number;
  count: number;
  isPickedUp: boolean;
  onPointerDown: (event: PointerEvent, index: number) => void;
  onClick: (event: MouseEvent, index: number) => void;
};

const ReorderItem = memo(function ReorderItem(props: ReorderItemProps) {
  const { photo, index, count, isPickedUp, onPointerDown, onClick } = props;
  const format = useFormat();
  const label = albumMessages.place(photoName(photo, format), format.number(index + 1), format.number(count));
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.photo}
        aria-pressed={isPickedUp}
        aria-label={label}
        data-position={index}
        onPointerDown={(event) => onPointerDown(event, index)}
        onClick={(event) => onClick(event, index)}
      >
        <PhotoPicture photo={photo} sizes="180px" whole />
      </button>
    </li>
  );
});

type ReorderPhotosProps = {
  album: Album;
  /** All photos of the album. */
  photos: readonly Photo[];
  onClose: () => void;
};

const words = albumMessages;

/** Shows the album as a contact sheet to reorder by mouse, touch or keyboard. */
export function ReorderPhotos({ album, photos, onClose }: ReorderPhotosProps) {
  const reorder = useReorder(photos);
  const order = useSaveOrder(album.id);
  const toast = useToast();
  const { list } = reorder;
  const { leave, question } = useUnsavedChanges(
    reorder.photos.some(({ id }, index) => id !== photos[index]?.id),
  );

  // Take the focus: the element that had it may be gone before this chunk loads.
  useEffect(() => list.current?.querySelector('button')?.focus(), [list]);

  const save = () =>
    order.mutate(reorder.photos, {
      onSuccess: () => {
        toast({ text: words.reordered });
        onClose();
      },
      onError: (error) => toast({ text: problemText(error) }),
    });

  return (
    <section aria-label={words.reorderTitle}>
      <header className={styles.header}>
        <p className={styles.hint}>{words.reorderHint}</p>
        <div className={styles.actions}>
          <Button onClick={() => leave(onClose)}>{messages.app.cancel}</Button>
          <Button look="primary" busy={order.isPending} onClick={save}>
            {words.saveOrder}
          </Button>
        </div>
      </header>
      <div role="status">
        <VisuallyHidden>{reorder.announcement}</VisuallyHidden>
      </div>
      {/* A move during the request would be lost. */}
      <ol ref={list} className={styles.list} inert={order.isPending} onKeyDown={reorder.onKeyDown}>
        {reorder.photos.map((photo, index) => (
          <ReorderItem
            key={photo.id}
            photo={photo}
            index={index}
            count={reorder.photos.length}
            isPickedUp={photo.id === reorder.pickedUpId}
            onPointerDown={reorder.onPointerDown}
            onClick={reorder.onClick}
          />
        ))}
      </ol>
      {question}
    </section>
  );
}

/** Saves the order of all photos of an album. Resolves when the reordered album is loaded. */
function useSaveOrder(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (photos: readonly Photo[]): Promise<Album> =>
      unwrap(
        api.PUT('/albums/{id}/order', {
          params: { path: { id } },
          body: { photoIds: photos.map((photo) => photo.id) },
        }),
      ),
    onSuccess: async (album) => {
      // Start at the first page: cursors of later pages are outdated.
      await client.resetQueries({ queryKey: [albumPhotosUrl(id)] });
      await cacheAlbum(client, album);
    },
  });
}
