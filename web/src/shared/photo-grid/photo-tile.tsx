import { type CSSProperties, memo, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Photo, Visibility } from '../../api/types.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useFormat } from '../i18n/format.ts';
import { messages } from '../i18n/messages.ts';
import type { Box } from './justified-rows.ts';
import styles from './photo-grid.module.css';
import { aspectOf, gridSizes } from './photo-image.ts';
import { PhotoPicture } from './photo-picture.tsx';

export const visibilityIcons = {
  public: 'globe',
  unlisted: 'link',
  private: 'lock',
} as const satisfies Readonly<Record<Visibility, IconName>>;

export type PhotoTileProps = {
  photo: Photo;
  index: number;
  href: string;
  aspect: number;
  /** Position and size. `undefined` while CSS lays the grid out. */
  box?: Box | undefined;
  /** Fetched at once, before others. */
  urgent: boolean;
  listUrl: string | undefined;
  overlay?: ReactNode;
};

export const PhotoTile = memo(function PhotoTile(props: PhotoTileProps) {
  const { photo, index, href, aspect, box, urgent, listUrl: listAddress, overlay } = props;
  const style: CSSProperties & Record<'--aspect', number> = { '--aspect': aspect, ...(box && boxStyle(box)) };
  const format = useFormat();
  const name = photo.owner.displayName || photo.owner.username;
  const isOwn = photo.viewer.canEdit;
  const title = photo.title || (isOwn && format.cameraDay(photo.takenAt ?? photo.createdAt));
  return (
    <li className={styles.tile} style={style}>
      <Link
        href={href}
        className={styles.link}
        data-photo={photo.id}
        data-index={index}
        state={{ list: listAddress }}
      >
        <PhotoPicture
          photo={photo}
          sizes={gridSizes(aspect, Math.max(1, aspectOf(photo) / aspect))}
          urgent={urgent}
        />
        {photo.status === 'ready' ? (
          <span className={styles.caption} aria-hidden="true">
            {title && (
              <span className={styles.title} dir="auto">
                {title}
              </span>
            )}
            {!isOwn && <span>{messages.grid.by(name)}</span>}
          </span>
        ) : (
          <span className={styles.state}>{messages.photo.state[photo.status]}</span>
        )}
        {isOwn && photo.visibility !== 'public' && (
          <span className={styles.sign}>
            <Icon name={visibilityIcons[photo.visibility]} size={14} />
            <VisuallyHidden>{messages.photo.visibility[photo.visibility]}</VisuallyHidden>
          </span>
        )}
        {photo.hidden && <span className={styles.mark}>{messages.grid.hidden}</span>}
      </Link>
      {overlay}
    </li>
  );
}, isSameTile);

export const boxStyle = (box: Box): CSSProperties => ({
  insetInlineStart: box.left,
  insetBlockStart: box.top,
  inlineSize: box.width,
  blockSize: box.height,
});

/** Every update creates new boxes, most of them with the same values. */
function isSameTile(before: PhotoTileProps, after: PhotoTileProps) {
  const { box: one, ...rest } = before;
  const { box: other, ...others } = after;
  const isSameBox =
    one?.left === other?.left &&
    one?.top === other?.top &&
    one?.width === other?.width &&
    one?.height === other?.height;
  return (
    isSameBox && Object.entries(rest).every(([name, value]) => others[name as keyof typeof others] === value)
  );
}
