import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const profileQuery = (username: string) =>
  queryOptions({
    queryKey: [`/users/${username}`],
    queryFn: ({ signal }) => answer(api.GET('/users/{username}', { params: { path: { username } }, signal })),
  });
