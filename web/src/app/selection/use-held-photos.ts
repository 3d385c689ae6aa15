import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { listOptions } from '../../api/list-query.ts';
import type { ListPage, Photo } from '../../api/types.ts';
import { showsAll } from '../photos/photo-window.ts';

/** As many as anyone means to change with one click. */
const most = 10_000;

/** What of a list is here by now, for what stands around a `PhotoList` of the same address. */
export function useLoadedPhotos(address: string, shows = showsAll) {
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery(listOptions<Photo>(address));
  const shownOf = useCallback(({ items }: ListPage<Photo>) => items.filter(shows), [shows]);
  const photos = useMemo(() => data?.pages.flatMap(shownOf) ?? [], [data, shownOf]);

  /** Reads on to the end of the list, and tells after each page what is here; undefined if that fails. */
  const loadAll = useCallback(
    async (onPage?: (photos: readonly Photo[]) => void): Promise<readonly Photo[] | undefined> => {
      let loaded: readonly Photo[] = photos;
      let isMore = hasNextPage;
      onPage?.(loaded);
      while (isMore && loaded.length < most) {
        const next = await fetchNextPage();
        if (next.isError || !next.data) return undefined;
        loaded = next.data.pages.flatMap(shownOf);
        isMore = next.hasNextPage;
        onPage?.(loaded);
      }
      return loaded;
    },
    [photos, hasNextPage, fetchNextPage, shownOf],
  );
  return { photos, loadAll };
}
