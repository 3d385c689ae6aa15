import { queryOptions, useQuery } from '@tanstack/react-query';
import { readAddress } from './read-address.ts';
import type { Account } from './types.ts';

export const sessionKey = ['/session'];
export type SessionAnswer = { account: Account | null };

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: ({ signal }): Promise<SessionAnswer> => readAddress('/session', signal),
  staleTime: 5 * 60_000,
  // Whatever the server could not tell when it drew the page: without it, there is no way on.
  retryOnMount: true,
});

/** The account that is logged in; null for visitors, undefined while that is not known. */
export function useSession(): Account | null | undefined {
  return useQuery(sessionQuery).data?.account;
}
