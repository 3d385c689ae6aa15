import { type MouseEvent, memo, type PointerEvent } from 'react';
import type { Photo } from '../../api/types.ts';
import { albumMessages } from '../../app/messages-albums.ts';
import { photoName } from '../../app/photos/photo-alt.ts';
import { PhotoPicture } from '../../app/photos/photo-picture.tsx';
import { useFormat } from '../../app/use-format.ts';
import styles from './arrange-photos.module.css';

type ArrangeItemProps = {
  photo: Photo;
  index: number;
  count: number;
  isHeld: boolean;
  onPointerDown: (event: PointerEvent, index: number) => void;
  onClick: (event: MouseEvent, index: number) => void;
};

export const ArrangeItem = memo(function ArrangeItem(props: ArrangeItemProps) {
  const { photo, index, count, isHeld, onPointerDown, onClick } = props;
  const format = useFormat();
  const label = albumMessages.place(photoName(photo, format), format.number(index + 1), format.number(count));
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.photo}
        aria-pressed={isHeld}
        aria-label={label}
        data-place={index}
        onPointerDown={(event) => onPointerDown(event, index)}
        onClick={(event) => onClick(event, index)}
      >
        <PhotoPicture photo={photo} sizes="180px" whole />
      </button>
    </li>
  );
});
