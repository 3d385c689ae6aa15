import { useEffect } from 'react';
import type { Album, Photo } from '../../api/types.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { Button } from '../../ui/button.tsx';
import { Hidden } from '../../ui/hidden.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useUnsaved } from '../../ui/use-unsaved.tsx';
import { ArrangeItem } from './arrange-item.tsx';
import styles from './arrange-photos.module.css';
import { useArrangement } from './use-arrangement.ts';
import { useOrderPhotos } from './use-order-photos.ts';

type ArrangePhotosProps = {
  album: Album;
  /** All of them. */
  photos: readonly Photo[];
  onClose: () => void;
};

const words = albumMessages;

/** The album as a contact sheet, to put into order by mouse, finger or keyboard. */
export function ArrangePhotos({ album, photos, onClose }: ArrangePhotosProps) {
  const arrangement = useArrangement(photos);
  const order = useOrderPhotos(album.id);
  const toast = useToast();
  const { list } = arrangement;
  const { leave, question } = useUnsaved(
    arrangement.photos.some(({ id }, index) => id !== photos[index]?.id),
  );

  // Its code may have come after what it takes the place of was gone, with the focus.
  useEffect(() => list.current?.querySelector('button')?.focus(), [list]);

  const save = () =>
    order.mutate(arrangement.photos, {
      onSuccess: () => {
        toast({ text: words.arranged });
        onClose();
      },
      onError: (error) => toast({ text: problemText(error) }),
    });

  return (
    <section aria-label={words.arrangeTitle}>
      <header className={styles.header}>
        <p className={styles.hint}>{words.arrangeHint}</p>
        <div className={styles.actions}>
          <Button onClick={() => leave(onClose)}>{messages.app.cancel}</Button>
          <Button look="primary" busy={order.isPending} onClick={save}>
            {words.arrangeSave}
          </Button>
        </div>
      </header>
      <div role="status">
        <Hidden>{arrangement.news}</Hidden>
      </div>
      {/* What is moved while the order is on its way would be lost. */}
      <ol ref={list} className={styles.list} inert={order.isPending} onKeyDown={arrangement.onKeyDown}>
        {arrangement.photos.map((photo, index) => (
          <ArrangeItem
            key={photo.id}
            photo={photo}
            index={index}
            count={arrangement.photos.length}
            isHeld={photo.id === arrangement.heldId}
            onPointerDown={arrangement.onPointerDown}
            onClick={arrangement.onClick}
          />
        ))}
      </ol>
      {question}
    </section>
  );
}
