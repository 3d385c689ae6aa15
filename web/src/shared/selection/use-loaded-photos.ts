import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listQuery } from '../../api/list-query.ts';
import type { Photo } from '../../api/types.ts';
import { anyPhoto, type PhotoFilter } from '../photo-grid/photo-window.ts';

export type LoadedPhotos = {
  photos: readonly Photo[];
  /** True if photos far from the viewport were released. */
  isBroken: boolean;
  /** True if the list has no other photos. */
  isWhole: boolean;
};

/** Returns the photos that a `PhotoList` of the same URL has loaded, which may be a part of the list. */
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
