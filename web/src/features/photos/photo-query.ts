import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { pathTo } from '@vitrine/contract/pages.ts';
import { answer } from '../../api/answer.ts';
import { isNotFound } from '../../api/api-problem.ts';
import { api } from '../../api/client.ts';
import { findPhotoInCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';

const photoQuery = (id: string) =>
  queryOptions({
    queryKey: [pathTo`/photos/${id}`],
    queryFn: ({ signal }): Promise<Photo> =>
      answer(api.GET('/photos/{id}', { params: { path: { id } }, signal })),
    // A photo that is being prepared is looked at again until it is ready.
    refetchInterval: ({ state }) => (isUnderway(state.data) ? 3000 : false),
  });

/** A photo; at once if a list holds it already, and as long as nobody says that it is gone. */
export function usePhoto(id: string) {
  const client = useQueryClient();
  const listed = () => findPhotoInCache(client, id);
  const { data, error, refetch } = useQuery({ ...photoQuery(id), placeholderData: listed });
  return { photo: data ?? (isNotFound(error) ? undefined : listed()), error, refetch };
}

const isUnderway = (photo: Photo | undefined) =>
  photo?.status === 'uploading' || photo?.status === 'processing';
