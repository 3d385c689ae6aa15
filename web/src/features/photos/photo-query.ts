import { queryOptions, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { pathTo } from '@vitrine/contract/pages.ts';
import { useEffect, useMemo } from 'react';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/list-query.ts';
import { findPhotoInCache } from '../../api/photo-cache.ts';
import { isNotFound, unwrap } from '../../api/request.ts';
import type { ListPage, Photo } from '../../api/types.ts';

type Neighbours = { previous: Photo | undefined; next: Photo | undefined };

/** Load the next page when a photo is this close to the end of the loaded ones. */
const ahead = 5;
/** After a reload, search at most this many pages for the photo. */
const pagesSearched = 30;

/** Returns the photos before and after one in the list it was opened from. */
export function useNeighbours(id: string, url: string | undefined): Neighbours {
  const list = useInfiniteQuery({ ...listQuery<Photo>(url ?? ''), enabled: url !== undefined });
  const { fetchNextPage, hasNextPage, isFetching, isError } = list;
  const pageCount = list.data?.pages.length ?? 0;
  const photos = useMemo(
    () => loadedAround(id, list.data?.pages ?? []).filter(({ status }) => status === 'ready'),
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

/** Returns the photos of the contiguous loaded pages around one: an unloaded page interrupts them. */
function loadedAround(id: string, pages: readonly ListPage<Photo>[]): Photo[] {
  const at = pages.findIndex((page) => page.items.some((item) => item.id === id));
  if (at < 0) return [];
  const before = pages.findLastIndex((page, index) => index < at && page.shapes);
  const after = pages.findIndex((page, index) => index > at && page.shapes);
  return pages.slice(before + 1, after < 0 ? undefined : after).flatMap((page) => page.items);
}

const photoQuery = (id: string) =>
  queryOptions({
    queryKey: [pathTo`/photos/${id}`],
    queryFn: ({ signal }): Promise<Photo> =>
      unwrap(api.GET('/photos/{id}', { params: { path: { id } }, signal })),
    // Poll until the photo is processed.
    refetchInterval: ({ state }) => (isPending(state.data) ? 3000 : false),
  });

/** Reads a photo. Shows the copy of a loaded list at first, unless the photo is gone. */
export function usePhoto(id: string) {
  const client = useQueryClient();
  const listed = () => findPhotoInCache(client, id);
  const { data, error, refetch } = useQuery({ ...photoQuery(id), placeholderData: listed });
  return { photo: data ?? (isNotFound(error) ? undefined : listed()), error, refetch };
}

const isPending = (photo: Photo | undefined) =>
  photo?.status === 'uploading' || photo?.status === 'processing';
