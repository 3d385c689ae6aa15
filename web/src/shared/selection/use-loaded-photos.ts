import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listQuery } from '../../api/list-query.ts';
import type { Photo } from '../../api/types.ts';
import { anyPhoto, type PhotoFilter } from '../photo-grid/photo-window.ts';

export type LoadedPhotos = {
  photos: readonly Photo[];
  /** Some that were scrolled past were let go. */
  isBroken: boolean;
  /** There are no others. */
  isWhole: boolean;
};

/** What a `PhotoList` of the same address holds at the moment: never to be taken for the list. */
export function useLoadedPhotos(address: string, shows: PhotoFilter = anyPhoto): LoadedPhotos {
  const { data } = useInfiniteQuery(listQuery<Photo>(address));
  return useMemo(() => {
    const pages = data?.pages ?? [];
    const isBroken = pages.some(({ shapes }) => shapes);
    return {
      photos: pages.flatMap(({ items }) => (shows === anyPhoto ? items : items.filter(shows))),
      isBroken,
      isWhole: !isBroken && pages.at(-1)?.nextCursor === null,
    };
  }, [data, shows]);
}
