import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';

export type TokenScope = 'read' | 'write';
export type NewToken = { password: string; name: string; scopes: TokenScope[]; expiresInDays: number };

export const tokensQuery = queryOptions({
  queryKey: ['/me/tokens'],
  queryFn: ({ signal }) => unwrap(api.GET('/me/tokens', { signal })),
});

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewToken) => unwrap(api.POST('/me/tokens', { body })),
    // Do not keep the secret in memory after it was shown.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
}

export const revokeToken = (id: string) =>
  unwrap(api.DELETE('/me/tokens/{id}', { params: { path: { id } } }));
