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
import { photoAlt } from './photo-alt.ts';
import { inkOf, naturalSizeOf, photoSources, urlExpiryOf } from './photo-image.ts';
import styles from './photo-picture.module.css';
import { pageScrollVelocity, useInViewWhenIdle } from './scroll-velocity.ts';

/** Comes with the first photo that needs it: what is public does not. */
const loadRefresher = () => import('./refresh-signed-urls.ts');

/**
 * The photo with addresses that hold. `renew` is for when its picture could not be loaded: asks for the photo anew, and
 * says whether it can. `attempt` is another one each time.
 */
function useRefreshedPhoto(photo: Photo) {
  const client = useQueryClient();
  const [renewed, setRenewed] = useState<{ of: Photo; photo: Photo }>();
  const [attempt, setAttempt] = useState(0);
  const isSigned = urlExpiryOf(photo) !== undefined;
  const shown = renewed?.of === photo ? renewed.photo : photo;

  useEffect(() => {
    if (!isSigned) return;
    let stop: (() => void) | undefined;
    let isShown = true;
    loadRefresher().then(
      ({ signedUrlRefresherOf: addressUpkeepOf }) => {
        if (isShown) stop = addressUpkeepOf(client).watch(photo);
      },
      // Without it, a picture whose address has ended keeps its thumbhash.
      () => undefined,
    );
    return () => {
      isShown = false;
      stop?.();
    };
  }, [client, photo, isSigned]);

  const ask = async () => {
    const { signedUrlRefresherOf: addressUpkeepOf } = await loadRefresher();
    const fresh = await addressUpkeepOf(client).renew(shown);
    if (!fresh) return;
    setRenewed({ of: photo, photo: fresh });
    setAttempt((before) => before + 1);
  };
  const renew = (): boolean => {
    if (isSigned) ask().catch(() => undefined);
    return isSigned;
  };
  return { shown, attempt, renew };
}

/**
 * A blur of a thumbhash as a `data:` URL, for pages that show their first photos before any script runs. Only the server
 * has it: in the browser, the thumbhash itself follows.
 */
export const BlurContext = createContext<((thumbhash: string) => string | undefined) | undefined>(undefined);

type PhotoPictureProps = {
  photo: Photo;
  sizes: string;
  urgent?: boolean;
  /** Fills what it is in, cut at the edges, unless it is to be shown whole: then nothing of it is seen beside it. */
  whole?: boolean;
  className?: string | undefined;
};

/**
 * Shows the main colour at once, then the thumbhash, then the picture, faded in over both and alone once it is here. A
 * picture with transparency has neither colour nor thumbhash: the page shows through it. Every fade and every canvas is a
 * layer that is composed anew in each frame, so nothing fades in while the page moves, and the thumbhash is a background.
 */
export function PhotoPicture({ photo, sizes, urgent = false, whole = false, className }: PhotoPictureProps) {
  const frame = useRef<HTMLSpanElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const isWanted = useInViewWhenIdle();
  const alt = photoAlt(photo, useFormat());
  const { shown, attempt, renew } = useRefreshedPhoto(photo);
  const sources = isWanted ? photoSources(shown) : undefined;
  const ink = inkOf(photo.thumbhash);
  const isCovered = !whole && ink === undefined;
  const blurOf = useContext(BlurContext);
  const blur = isCovered && urgent && photo.thumbhash ? blurOf?.(photo.thumbhash) : undefined;
  const cover: CSSProperties = {
    backgroundColor: (isCovered && photo.color) || undefined,
    ...(blur && { backgroundImage: `url(${blur})` }),
  };

  // Only pictures that are not here yet fade in; without script they simply appear.
  useLayoutEffect(() => {
    if (isWanted && image.current && !image.current.complete) image.current.dataset.state = 'awaited';
  }, [isWanted]);

  useEffect(() => {
    const target = frame.current;
    if (!target || !isCovered) return;
    if (image.current?.complete && image.current.naturalWidth > 0) {
      uncover(target);
      return;
    }
    if (!photo.thumbhash) return;
    const controller = new AbortController();
    // Without it the place keeps the photo’s main colour.
    showWhenIdle(target, photo.thumbhash, controller.signal).catch(() => undefined);
    return () => {
      controller.abort();
      target.style.backgroundImage = '';
    };
  }, [photo.thumbhash, isCovered]);

  const arrived = () => {
    if (!image.current) return;
    const isFading = image.current.dataset.state === 'awaited' && !pageScrollVelocity.isMoving();
    if (isFading) image.current.dataset.state = 'here';
    else delete image.current.dataset.state;
    if (!isFading && image.current.naturalWidth > 0) uncover(frame.current);
  };
  const failed = () => {
    if (renew() && image.current) image.current.dataset.state = 'awaited';
    else arrived();
  };
  return (
    <span
      ref={frame}
      className={classNames(styles.picture, className)}
      style={cover}
      // The browser has no blur of its own, and keeps the server's.
      suppressHydrationWarning
      data-ink={ink}
      // A link to a photo has a name before its picture is asked for.
      {...(!isWanted && { role: 'img', 'aria-label': alt })}
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
          onLoad={arrived}
          onError={failed}
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
  const { thumbhashUrl: thumbhashAddress } = await import('./thumbhash-url.ts');
  const show = () => {
    const isOver = signal.aborted || frame.dataset.uncovered !== undefined;
    const address = isOver ? undefined : thumbhashAddress(hash);
    if (address) frame.style.backgroundImage = `url(${address})`;
  };
  if ('requestIdleCallback' in window) requestIdleCallback(show, { timeout: 400 });
  else setTimeout(show, 50);
}
