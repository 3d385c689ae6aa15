import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listOptions } from '../../api/list-query.ts';
import type { Photo } from '../../api/types.ts';
import { type Shows, showsAll } from '../photo-grid/photo-window.ts';

export type HeldPhotos = {
  photos: readonly Photo[];
  /** Some that were scrolled past were let go. */
  isBroken: boolean;
  /** There are no others. */
  isWhole: boolean;
};

/** What a `PhotoList` of the same address holds at the moment: never to be taken for the list. */
export function useHeldPhotos(address: string, shows: Shows = showsAll): HeldPhotos {
  const { data } = useInfiniteQuery(listOptions<Photo>(address));
  return useMemo(() => {
    const pages = data?.pages ?? [];
    const isBroken = pages.some(({ shapes }) => shapes);
    return {
      photos: pages.flatMap(({ items }) => (shows === showsAll ? items : items.filter(shows))),
      isBroken,
      isWhole: !isBroken && pages.at(-1)?.nextCursor === null,
    };
  }, [data, shows]);
}
