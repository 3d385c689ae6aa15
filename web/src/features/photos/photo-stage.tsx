import { type CSSProperties, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Photo } from '../../api/types.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { aspectOf, naturalSizeOf, photoPageSizes, widestOf } from '../../shared/photo-grid/photo-image.ts';
import { PhotoPicture } from '../../shared/photo-grid/photo-picture.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useShortcuts } from '../../ui/keyboard.ts';
import styles from './photo-stage.module.css';
import { useZoom } from './use-zoom.ts';

type PhotoStageProps = {
  photo: Photo;
  previousHref: string | undefined;
  nextHref: string | undefined;
  /** History state that the links to the neighbours keep. */
  state: object;
  onTurn: (direction: 'previous' | 'next') => void;
  onClose: () => void;
};

export function PhotoStage({ photo, previousHref, nextHref, state, onTurn, onClose }: PhotoStageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const widest = widestOf(photo);
  const pixelWidth = widest?.width ?? 0;
  const { isZoomed, reset, zoomBy, handlers } = useZoom({ stage, picture, pixelWidth, onSwipe: onTurn });

  useEffect(() => {
    if (photo.id) reset();
  }, [photo.id, reset]);

  useShortcuts({
    arrowleft: () => onTurn('previous'),
    arrowright: () => onTurn('next'),
    escape: () => (isZoomed ? reset() : onClose()),
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    '0': reset,
  });

  const aspect = aspectOf(photo);
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    '--aspect': aspect,
    '--natural': `${Math.max(photo.width ?? 0, 480)}px`,
  };
  return (
    <div ref={stage} className={styles.stage} data-zoomed={isZoomed} {...handlers}>
      <div ref={picture} className={styles.picture} style={style}>
        <PhotoPicture
          key={photo.id}
          photo={photo}
          sizes={photoPageSizes(photo)}
          urgent
          className="photo-in-transit"
        />
        {/* Lies over the smaller picture, which stays visible until this one is decoded. */}
        {isZoomed && widest && (
          <img
            key={`${photo.id} large`}
            className={styles.large}
            style={naturalSizeOf(photo)}
            src={widest.url}
            alt=""
            decoding="async"
            draggable={false}
          />
        )}
      </div>
      {previousHref && (
        <Link
          href={previousHref}
          replace
          state={state}
          className={styles.previous}
          aria-label={photoMessages.photo.previous}
        >
          <Icon name="previous" size={24} />
        </Link>
      )}
      {nextHref && (
        <Link
          href={nextHref}
          replace
          state={state}
          className={styles.next}
          aria-label={photoMessages.photo.next}
        >
          <Icon name="next" size={24} />
        </Link>
      )}
    </div>
  );
}
