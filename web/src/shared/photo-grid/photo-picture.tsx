import { useQueryClient } from '@tanstack/react-query';
import {
  type CSSProperties,
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Photo } from '../../api/types.ts';
import { classNames } from '../../ui/class-names.ts';
import { useFormat } from '../i18n/format.ts';
import { brightnessOf, naturalSizeOf, photoAlt, photoSources, urlExpiryOf } from './photo-image.ts';
import styles from './photo-picture.module.css';
import { pageScrollVelocity, useInViewWhenIdle } from './scroll-velocity.ts';

/**
 * Turns a thumbhash into a small blur for the first photos of a page. Only the server provides it: the browser
 * decodes the thumbhash itself.
 */
export const BlurContext = createContext<((thumbhash: string) => string | undefined) | undefined>(undefined);

type PhotoPictureProps = {
  photo: Photo;
  sizes: string;
  urgent?: boolean;
  /** Shows the whole picture instead of filling and cropping to its box. */
  whole?: boolean;
  className?: string | undefined;
};

/**
 * Shows the main colour, then the thumbhash, then the picture. Pictures with transparency have neither colour nor
 * thumbhash. Fades and canvases cost a compositor layer each frame, so nothing fades while the page scrolls.
 */
export function PhotoPicture({ photo, sizes, urgent = false, whole = false, className }: PhotoPictureProps) {
  const frame = useRef<HTMLSpanElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const isInView = useInViewWhenIdle();
  const alt = photoAlt(photo, useFormat());
  const { shown, attempt, refresh } = useRefreshedPhoto(photo);
  const sources = isInView ? photoSources(shown) : undefined;
  const ink = brightnessOf(photo.thumbhash);
  const hasPlaceholder = !whole && ink === undefined;
  const blurOf = useContext(BlurContext);
  const blur = hasPlaceholder && urgent && photo.thumbhash ? blurOf?.(photo.thumbhash) : undefined;
  const cover: CSSProperties = {
    backgroundColor: (hasPlaceholder && photo.color) || undefined,
    ...(blur && { backgroundImage: `url(${blur})` }),
  };

  // Fade in only pictures that have not loaded yet. Without script they simply appear.
  useLayoutEffect(() => {
    if (isInView && image.current && !image.current.complete) image.current.dataset.state = 'awaited';
  }, [isInView]);

  useEffect(() => {
    const target = frame.current;
    if (!target || !hasPlaceholder) return;
    if (image.current?.complete && image.current.naturalWidth > 0) {
      uncover(target);
      return;
    }
    if (!photo.thumbhash) return;
    const controller = new AbortController();
    // Without the decoder, the main colour stays.
    showWhenIdle(target, photo.thumbhash, controller.signal).catch(() => undefined);
    return () => {
      controller.abort();
      target.style.backgroundImage = '';
    };
  }, [photo.thumbhash, hasPlaceholder]);

  const onLoad = () => {
    if (!image.current) return;
    const isFading = image.current.dataset.state === 'awaited' && !pageScrollVelocity.isMoving();
    if (isFading) image.current.dataset.state = 'here';
    else delete image.current.dataset.state;
    if (!isFading && image.current.naturalWidth > 0) uncover(frame.current);
  };
  const onError = () => {
    if (refresh() && image.current) image.current.dataset.state = 'awaited';
    else onLoad();
  };
  return (
    <span
      ref={frame}
      className={classNames(styles.picture, className)}
      style={cover}
      // The browser renders no blur itself and keeps the server's.
      suppressHydrationWarning
      data-ink={ink}
      // The link to a photo needs an accessible name before its picture is requested.
      {...(!isInView && { role: 'img', 'aria-label': alt })}
    >
      {sources && (
        <img
          key={attempt}
          ref={image}
          className={classNames(styles.image, whole && styles.contained)}
          style={naturalSizeOf(photo)}
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
          onLoad={onLoad}
          onError={onError}
          onTransitionEnd={() => image.current?.naturalWidth && uncover(frame.current)}
        />
      )}
    </span>
  );
}

/** Later frames of an animation may be transparent where the first one is not. */
function uncover(frame: HTMLElement | null) {
  if (!frame) return;
  frame.dataset.uncovered = '';
  frame.style.backgroundColor = '';
  frame.style.backgroundImage = '';
}

async function showWhenIdle(frame: HTMLElement, hash: string, signal: AbortSignal) {
  const { thumbhashUrl } = await import('./thumbhash-url.ts');
  const show = () => {
    const isOver = signal.aborted || frame.dataset.uncovered !== undefined;
    const url = isOver ? undefined : thumbhashUrl(hash);
    if (url) frame.style.backgroundImage = `url(${url})`;
  };
  if ('requestIdleCallback' in window) requestIdleCallback(show, { timeout: 400 });
  else setTimeout(show, 50);
}

/** Loaded with the first signed URL. Public photos do not need it. */
const loadRefresher = () => import('./refresh-signed-urls.ts');

/**
 * Returns the photo with valid URLs. `refresh` refetches them after a picture failed to load, and returns whether it
 * can. `attempt` changes with each refetch.
 */
function useRefreshedPhoto(photo: Photo) {
  const client = useQueryClient();
  const [refreshed, setRefreshed] = useState<{ of: Photo; photo: Photo }>();
  const [attempt, setAttempt] = useState(0);
  const isSigned = urlExpiryOf(photo) !== undefined;
  const shown = refreshed?.of === photo ? refreshed.photo : photo;

  useEffect(() => {
    if (!isSigned) return;
    let stop: (() => void) | undefined;
    let isShown = true;
    loadRefresher().then(
      ({ signedUrlRefresherOf }) => {
        if (isShown) stop = signedUrlRefresherOf(client).watch(photo);
      },
      // Without the refresher, a picture with an expired URL keeps its thumbhash.
      () => undefined,
    );
    return () => {
      isShown = false;
      stop?.();
    };
  }, [client, photo, isSigned]);

  const ask = async () => {
    const { signedUrlRefresherOf } = await loadRefresher();
    const fresh = await signedUrlRefresherOf(client).refetch(shown);
    if (!fresh) return;
    setRefreshed({ of: photo, photo: fresh });
    setAttempt((before) => before + 1);
  };
  const refresh = (): boolean => {
    if (isSigned) ask().catch(() => undefined);
    return isSigned;
  };
  return { shown, attempt, refresh };
}
