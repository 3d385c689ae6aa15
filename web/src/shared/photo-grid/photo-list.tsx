import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { listQuery } from '../../api/list-query.ts';
import type { ListPage, Photo } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { LoadError } from '../errors/error-states.tsx';
import { messages } from '../i18n/messages.ts';
import { PhotoGrid, type PhotoGridProps } from './photo-grid.tsx';
import styles from './photo-list.module.css';
import { anyPhoto, type PhotoFilter, usePhotoWindow } from './photo-window.ts';

type PhotoListProps = Pick<PhotoGridProps, 'label' | 'hrefOf' | 'renderOverlay'> & {
  /** The API URL of the list's first page. */
  url: string;
  empty: ReactNode;
  /** Filters the photos. Pass a stable function. */
  filter?: PhotoFilter;
};

/** An infinite list of photos in all its states. */
export function PhotoList({ url, empty, filter = anyPhoto, ...grid }: PhotoListProps) {
  const list = useInfiniteQuery(listQuery<Photo>(url));
  const { fetchNextPage, isFetchNextPageError, isFetchingNextPage, hasNextPage } = list;
  const photos = useMemo(
    () => list.data?.pages.flatMap((page) => shownOf(page, filter)) ?? [],
    [list.data, filter],
  );
  const onRange = usePhotoWindow(url, list.data, filter);
  const canFetch = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  const fetchMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);

  if (list.data === undefined) {
    if (list.error)
      return <LoadError error={list.error} onRetry={() => void list.refetch()} level="section" />;
    return <Spinner label={messages.app.loading} />;
  }
  if (photos.length === 0 && !hasNextPage) return empty;
  return (
    <>
      <PhotoGrid
        {...grid}
        photos={photos}
        listUrl={url}
        onRange={onRange}
        onEnd={canFetch ? fetchMore : undefined}
      />
      {isFetchingNextPage && <Spinner label={messages.app.more} />}
      {isFetchNextPageError && (
        <p className={styles.failed} role="alert">
          {messages.problems.loadTitle}
          <Button onClick={fetchMore}>{messages.app.retry}</Button>
        </p>
      )}
    </>
  );
}

function shownOf({ items, shapes }: ListPage<Photo>, filter: PhotoFilter): readonly (Photo | number)[] {
  return shapes ?? (filter === anyPhoto ? items : items.filter(filter));
}
