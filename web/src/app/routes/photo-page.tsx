import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { type CSSProperties, useCallback, useEffect, useRef } from 'react';
import { preload } from 'react-dom';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import type { Photo } from '../../api/types.ts';
import { LikeButton } from '../../features/likes/like-button.tsx';
import { OwnerMenu } from '../../features/photos/owner-menu.tsx';
import { PhotoInfo, useInfoPanel } from '../../features/photos/photo-info.tsx';
import { HiddenNotice, StatusNotice } from '../../features/photos/photo-notices.tsx';
import { useNeighbours, usePhoto } from '../../features/photos/photo-query.ts';
import { PhotoStage } from '../../features/photos/photo-stage.tsx';
import { DownloadMenu, ShareButton } from '../../features/photos/share-and-download.tsx';
import { LoadError } from '../../shared/errors/error-states.tsx';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { useTitle, useUrlQuery } from '../../shared/page-hooks.ts';
import { aspectOf, photoName, photoPageSizes, photoSources } from '../../shared/photo-grid/photo-image.ts';
import { IconButton } from '../../ui/button.tsx';
import { useShortcuts } from '../../ui/keyboard.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import type { PageProps } from '../page-match.ts';
import type { HistoryState } from '../scroll-restoration.ts';
import styles from './photo-page.module.css';

export function PhotoPage({ params }: PageProps) {
  const id = params.id ?? '';
  const { photo, error, refetch } = usePhoto(id);
  const query = useUrlQuery();
  const [, navigate] = useLocation();
  const entry = useHistoryState<HistoryState | null>();
  const album = query.get('album');
  const list = album ? listAddress(pathTo`/albums/${album}/photos`) : entry?.list;
  const { previous, next } = useNeighbours(id, list);
  const [isPanelOpen, togglePanel] = useInfoPanel();
  const hrefOf = (other: Photo | undefined) =>
    other && `/photos/${other.id}${album ? `?album=${encodeURIComponent(album)}` : ''}`;
  const hrefs = { previous: hrefOf(previous), next: hrefOf(next) };

  const closed = useRef<string>(undefined);
  useEffect(() => {
    // The user turned to another photo before the page closed.
    if (id) closed.current = undefined;
  }, [id]);
  const close = useCallback(() => {
    // Until the browser has gone back, the page still receives keys and clicks.
    if (closed.current === id) return;
    closed.current = id;
    // A photo opened by its URL has no page of ours before it in the history.
    if (entry?.list && entry.at > 0) return history.back();
    navigate(album ? pathTo`/albums/${album}` : '/');
  }, [id, entry, album, navigate]);

  const format = useFormat();
  const name = photo && photoName(photo, format);
  useTitle(name);
  useShortcuts({ i: togglePanel });
  usePreload(next);
  usePreload(previous);

  if (photo === undefined)
    return error ? (
      <LoadError error={error} onRetry={() => void refetch()} />
    ) : (
      <Spinner label={messages.app.loading} />
    );

  const { status } = photo;
  const style: CSSProperties & Record<'--aspect', number> = { '--aspect': aspectOf(photo) };
  return (
    <article className={styles.page} style={style} data-panel={isPanelOpen}>
      <div className={styles.head}>
        <div className={styles.tools}>
          <IconButton
            icon="back"
            label={photoMessages.photo.close}
            aria-keyshortcuts="Escape"
            onClick={close}
          />
          <span className={styles.space} />
          {status === 'ready' && photo.trashedAt === null && (
            <>
              <LikeButton photo={photo} />
              {photo.viewer.canDownload && <DownloadMenu photo={photo} />}
              <ShareButton photo={photo} />
            </>
          )}
          <IconButton
            icon="info"
            label={isPanelOpen ? photoMessages.photo.hideInfo : photoMessages.photo.showInfo}
            aria-expanded={isPanelOpen}
            aria-keyshortcuts="i"
            onClick={togglePanel}
          />
          {(photo.viewer.canEdit || photo.viewer.canHide) && <OwnerMenu photo={photo} onTrashed={close} />}
        </div>
        <HiddenNotice photo={photo} onDeleted={close} />
      </div>
      <div className={styles.view}>
        {status === 'ready' ? (
          <PhotoStage
            photo={photo}
            previousHref={hrefs.previous}
            nextHref={hrefs.next}
            state={{ list }}
            onClose={close}
            onTurn={(direction) => {
              const href = hrefs[direction];
              if (href) navigate(href, { replace: true, state: { list } });
            }}
          />
        ) : (
          <StatusNotice photo={{ ...photo, status }} />
        )}
      </div>
      {isPanelOpen ? (
        <aside className={styles.panel} aria-label={photoMessages.photo.info}>
          <PhotoInfo photo={photo} />
        </aside>
      ) : (
        <VisuallyHidden as="h1">{name}</VisuallyHidden>
      )}
    </article>
  );
}

/** Preloads a neighbour, so that turning to it shows it at once. */
function usePreload(photo: Photo | undefined) {
  useEffect(() => {
    const sources = photo && photoSources(photo);
    if (!sources) return;
    preload(sources.src, {
      as: 'image',
      imageSrcSet: sources.srcSet,
      imageSizes: photoPageSizes(photo),
      fetchPriority: 'low',
    });
  }, [photo]);
}
