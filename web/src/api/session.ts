import {
  type QueryFunctionContext,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { offlineProblem } from './api-problem.ts';
import { pageAccount, reloadForNewAccount, sessionChannel } from './page-account.ts';
import { fetchJson, unwrap } from './request.ts';
import type { Account } from './types.ts';

export const sessionKey = ['/session'];
export type SessionResponse = { account: Account | null };

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: readSession,
  staleTime: 5 * 60_000,
  // Whatever the server could not tell when it drew the page: without it, there is no way on.
  retryOnMount: true,
});

/** Where another tab has logged somebody in, nothing on this page is for them. */
async function readSession({ client, signal }: QueryFunctionContext): Promise<SessionResponse> {
  const now = await fetchJson<SessionResponse>('/session', signal);
  const shown = client.getQueryData<SessionResponse>(sessionKey);
  // A log-out alone leaves the page theirs: what they have not saved is there when they log in again.
  if (!shown || !now.account || now.account.id === pageAccount.id) return now;
  reloadForNewAccount();
  return shown;
}

/** The account that is logged in; null for visitors, undefined while that is not known. */
export function useSession(): Account | null | undefined {
  return useQuery(sessionQuery).data?.account;
}

/** Leaves by a fresh page, so that nothing of the account stays in memory. */
export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { api } = await import('./client.ts').catch(() => {
        throw offlineProblem();
      });
      return unwrap(api.DELETE('/session'));
    },
    onSuccess: () => {
      sessionChannel().postMessage('out');
      client.clear();
      location.assign('/');
    },
  });
}
