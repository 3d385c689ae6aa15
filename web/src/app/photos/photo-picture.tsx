import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Photo } from '../../api/types.ts';
import { classNames } from '../../ui/class-names.ts';
import { useFormat } from '../use-format.ts';
import { pagePace } from './page-pace.ts';
import { photoAlt } from './photo-alt.ts';
import styles from './photo-picture.module.css';
import { photoSources } from './photo-sources.ts';
import { useRenewedPhoto } from './use-renewed-photo.ts';
import { useWhenCalm } from './use-when-calm.ts';

type PhotoPictureProps = {
  photo: Photo;
  sizes: string;
  urgent?: boolean;
  /** Fills what it is in, cut at the edges, unless it is to be shown whole: then nothing of it is seen beside it. */
  whole?: boolean;
  className?: string | undefined;
};

/**
 * The main colour at once, then the thumbhash, then the picture, faded in over it. Whatever fades, and every canvas, is
 * a layer that is put together anew in each frame: so nothing fades in while the page moves, and the thumbhash is a
 * background.
 */
export function PhotoPicture({ photo, sizes, urgent = false, whole = false, className }: PhotoPictureProps) {
  const frame = useRef<HTMLSpanElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const isWanted = useWhenCalm();
  const alt = photoAlt(photo, useFormat());
  const { shown, attempt, renew } = useRenewedPhoto(photo);
  const sources = isWanted ? photoSources(shown) : undefined;

  // Only pictures that are not here yet fade in; without script they simply appear.
  useLayoutEffect(() => {
    if (isWanted && image.current && !image.current.complete) image.current.dataset.state = 'awaited';
  }, [isWanted]);

  useEffect(() => {
    const target = frame.current;
    if (!target || whole || !photo.thumbhash || (image.current?.complete && image.current.naturalWidth > 0))
      return;
    const controller = new AbortController();
    // Without it the place keeps the photo’s main colour.
    showWhenIdle(target, photo.thumbhash, controller.signal).catch(() => undefined);
    return () => {
      controller.abort();
      target.style.backgroundImage = '';
    };
  }, [photo.thumbhash, whole]);

  const arrived = () => {
    if (!image.current) return;
    if (pagePace.isMoving()) delete image.current.dataset.state;
    else image.current.dataset.state = 'here';
  };
  const failed = () => {
    if (renew() && image.current) image.current.dataset.state = 'awaited';
    else arrived();
  };
  return (
    <span
      ref={frame}
      className={classNames(styles.picture, className)}
      style={{ backgroundColor: (!whole && photo.color) || undefined }}
      // A link to a photo has a name before its picture is asked for.
      {...(!isWanted && { role: 'img', 'aria-label': alt })}
    >
      {sources && (
        <img
          key={attempt}
          ref={image}
          className={classNames(styles.image, whole && styles.contained)}
          src={sources.src}
          srcSet={sources.srcSet}
          sizes={sizes}
          alt={alt}
          width={photo.width ?? undefined}
          height={photo.height ?? undefined}
          loading={urgent ? 'eager' : 'lazy'}
          fetchPriority={urgent ? 'high' : 'auto'}
          decoding="async"
          draggable={false}
          onLoad={arrived}
          onError={failed}
        />
      )}
    </span>
  );
}

async function showWhenIdle(frame: HTMLElement, hash: string, signal: AbortSignal) {
  const { thumbhashAddress } = await import('./thumbhash-address.ts');
  const show = () => {
    const address = signal.aborted ? undefined : thumbhashAddress(hash);
    if (address) frame.style.backgroundImage = `url(${address})`;
  };
  if ('requestIdleCallback' in window) requestIdleCallback(show, { timeout: 400 });
  else setTimeout(show, 50);
}
