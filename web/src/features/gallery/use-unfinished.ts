import { useInfiniteQuery } from '@tanstack/react-query';
import { listAddress } from '@vitrine/contract/pages.ts';
import { listOptions } from '../../api/list-query.ts';
import type { Photo } from '../../api/types.ts';

/** Own photos without a file, and those whose file could not be read. */
export function useUnfinished() {
  const uploading = useList('uploading');
  const rejected = useList('rejected');
  const more = uploading.hasNextPage ? uploading : rejected;
  return {
    photos: [...photosOf(rejected, 'rejected'), ...photosOf(uploading, 'uploading')],
    /** The one of both that there is more of, where there is. */
    more,
  };
}

type Status = 'uploading' | 'rejected';

/** None of the filtered gallery's, which lets go of what is scrolled past. */
const useList = (status: Status) =>
  useInfiniteQuery(listOptions<Photo>(listAddress('/me/photos', { status, limit: '100' })));

/** What is listed may have come further since. */
const photosOf = ({ data }: ReturnType<typeof useList>, status: Status) =>
  data?.pages.flatMap((page) => page.items).filter((photo) => photo.status === status) ?? [];
