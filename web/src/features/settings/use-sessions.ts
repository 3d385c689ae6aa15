import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export const sessionsKey = ['/me/sessions'];

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: ({ signal }) => answer(api.GET('/me/sessions', { signal })),
});

/** Gone from the list at once, and back in it if the server refuses. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/me/sessions/{id}', { params: { path: { id } } })),
    onMutate: (id) => {
      const before = client.getQueryData(sessionsQuery.queryKey);
      if (before)
        client.setQueryData(sessionsQuery.queryKey, {
          ...before,
          items: before.items.filter((session) => session.id !== id),
        });
      return before;
    },
    onError: (_error, _id, before) => client.setQueryData(sessionsQuery.queryKey, before),
  });
}
