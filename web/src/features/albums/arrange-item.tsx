import { type MouseEvent, memo, type PointerEvent } from 'react';
import type { Photo } from '../../api/types.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { photoName } from '../../shared/photo-grid/photo-alt.ts';
import { PhotoPicture } from '../../shared/photo-grid/photo-picture.tsx';
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
