import { queryOptions } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export const profileQuery = (username: string) =>
  queryOptions({
    queryKey: [`/users/${username}`],
    queryFn: ({ signal }) => answer(api.GET('/users/{username}', { params: { path: { username } }, signal })),
  });
