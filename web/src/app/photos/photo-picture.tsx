import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Photo } from '../../api/types.ts';
import { classNames } from '../../ui/class-names.ts';
import { photoAlt } from './photo-alt.ts';
import styles from './photo-picture.module.css';
import { photoSources } from './photo-sources.ts';

type PhotoPictureProps = {
  photo: Photo;
  sizes: string;
  urgent?: boolean;
  /** Fills what it is in, cut at the edges, unless it is to be shown whole. */
  whole?: boolean;
  className?: string | undefined;
};

/** The main colour at once, then the thumbhash, then the picture, faded in over it. */
export function PhotoPicture({ photo, sizes, urgent = false, whole = false, className }: PhotoPictureProps) {
  const image = useRef<HTMLImageElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const sources = photoSources(photo);

  // Only pictures that are not here yet fade in; without script they simply appear.
  useLayoutEffect(() => {
    if (image.current && !image.current.complete) image.current.dataset.state = 'awaited';
  }, []);

  useEffect(() => {
    const target = canvas.current;
    if (!target || !photo.thumbhash || (image.current?.complete && image.current.naturalWidth > 0)) return;
    const controller = new AbortController();
    void drawWhenIdle(target, photo.thumbhash, controller.signal);
    return () => controller.abort();
  }, [photo.thumbhash]);

  const arrived = () => {
    if (image.current) image.current.dataset.state = 'here';
  };
  return (
    <span
      className={classNames(styles.picture, className)}
      style={{ backgroundColor: photo.color ?? undefined }}
    >
      {photo.thumbhash && <canvas ref={canvas} className={styles.hash} width={1} height={1} />}
      {sources && (
        <img
          ref={image}
          className={classNames(styles.image, whole && styles.contained)}
          src={sources.src}
          srcSet={sources.srcSet}
          sizes={sizes}
          alt={photoAlt(photo)}
          width={photo.width ?? undefined}
          height={photo.height ?? undefined}
          loading={urgent ? 'eager' : 'lazy'}
          fetchPriority={urgent ? 'high' : 'auto'}
          decoding="async"
          draggable={false}
          onLoad={arrived}
          onError={arrived}
        />
      )}
    </span>
  );
}

async function drawWhenIdle(canvas: HTMLCanvasElement, hash: string, signal: AbortSignal) {
  const { drawThumbhash } = await import('./draw-thumbhash.ts');
  const draw = () => {
    if (!signal.aborted) drawThumbhash(canvas, hash);
  };
  if ('requestIdleCallback' in window) requestIdleCallback(draw, { timeout: 400 });
  else setTimeout(draw, 50);
}
