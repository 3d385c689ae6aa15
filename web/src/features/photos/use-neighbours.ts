import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { listOptions } from '../../api/list-query.ts';
import type { ListPage, Photo } from '../../api/types.ts';

export type Neighbours = { previous: Photo | undefined; next: Photo | undefined };

/** Photos this close to the end of what is known have the next page fetched. */
const ahead = 5;
/** After a reload the list is read again from its start, but not for ever. */
const pagesSearched = 30;

/** The photos before and after one, in the list that it was opened from. */
export function useNeighbours(id: string, address: string | undefined): Neighbours {
  const list = useInfiniteQuery({ ...listOptions<Photo>(address ?? ''), enabled: address !== undefined });
  const { fetchNextPage, hasNextPage, isFetching, isError } = list;
  const pageCount = list.data?.pages.length ?? 0;
  const photos = useMemo(
    () => heldAround(id, list.data?.pages ?? []).filter(({ status }) => status === 'ready'),
    [id, list.data],
  );
  const index = photos.findIndex((photo) => photo.id === id);
  const isWanting = index < 0 ? pageCount < pagesSearched : index >= photos.length - ahead;
  const canFetch = pageCount > 0 && hasNextPage && !isFetching && !isError;

  useEffect(() => {
    if (isWanting && canFetch) void fetchNextPage();
  }, [isWanting, canFetch, fetchNextPage]);

  return index < 0
    ? { previous: undefined, next: undefined }
    : { previous: photos[index - 1], next: photos[index + 1] };
}

/** The photos of the unbroken run of pages that holds one: beyond a page that was let go lie no neighbours. */
function heldAround(id: string, pages: readonly ListPage<Photo>[]): Photo[] {
  const at = pages.findIndex((page) => page.items.some((item) => item.id === id));
  if (at < 0) return [];
  const before = pages.findLastIndex((page, index) => index < at && page.shapes);
  const after = pages.findIndex((page, index) => index > at && page.shapes);
  return pages.slice(before + 1, after < 0 ? undefined : after).flatMap((page) => page.items);
}
