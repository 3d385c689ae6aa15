import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { findPhotoInCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { freshPhotosOf } from '../../shared/photo-grid/live-photo-cache.ts';

const every = 4000;
const atOnce = 20;

/** Asks now and then what became of photos that are being prepared, such as those sent from another device. */
export function useFollowProcessing(photos: readonly Photo[]) {
  const client = useQueryClient();
  const ids = photos.filter(({ status }) => status === 'processing').map(({ id }) => id);
  useQuery({
    queryKey: ['processing', ...ids.slice(0, atOnce)],
    enabled: ids.length > 0,
    initialData: 0,
    refetchInterval: every,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const read = (id: string) => answer(api.GET('/photos/{id}', { params: { path: { id } }, signal }));
      const answers = await Promise.allSettled(ids.slice(0, atOnce).map(read));
      // One that was taken away since it was asked for does not come back.
      for (const told of answers)
        if (
          told.status === 'fulfilled' &&
          told.value.status !== 'processing' &&
          findPhotoInCache(client, told.value.id)
        )
          freshPhotosOf(client).show(told.value);
      return Date.now();
    },
  });
}
