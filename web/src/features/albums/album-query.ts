import { queryOptions } from '@tanstack/react-query';
import { pathTo } from '@vitrine/contract/pages.ts';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import type { Album } from '../../api/types.ts';

export const albumQuery = (id: string) =>
  queryOptions({
    queryKey: [pathTo`/albums/${id}`],
    queryFn: async ({ signal }): Promise<Album> =>
      unwrap(api.GET('/albums/{id}', { params: { path: { id } }, signal })),
  });
