import { queryOptions } from '@tanstack/react-query';
import { pathTo } from '@vitrine/contract/pages.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export const profileQuery = (username: string) =>
  queryOptions({
    queryKey: [pathTo`/users/${username}`],
    queryFn: ({ signal }) => answer(api.GET('/users/{username}', { params: { path: { username } }, signal })),
  });
