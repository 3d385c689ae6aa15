import {
  type QueryFunctionContext,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { pageAccount, reloadForNewAccount, sessionChannel } from './page-account.ts';
import { fetchJson, offlineProblem, unwrap } from './request.ts';
import type { Account } from './types.ts';

export const sessionKey = ['/session'];
export type SessionResponse = { account: Account | null };

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: readSession,
  staleTime: 5 * 60_000,
  // A page for members cannot continue without a session: retry when it mounts.
  retryOnMount: true,
});

/** If another account has logged in from another tab, reload: nothing on this page is for that account. */
async function readSession({ client, signal }: QueryFunctionContext): Promise<SessionResponse> {
  const now = await fetchJson<SessionResponse>('/session', signal);
  const shown = client.getQueryData<SessionResponse>(sessionKey);
  // After a log-out alone, keep the page: unsaved input survives the next log-in.
  if (!shown || !now.account || now.account.id === pageAccount.id) return now;
  reloadForNewAccount();
  return shown;
}

/** The account that is logged in. `null` for visitors, `undefined` while unknown. */
export function useSession(): Account | null | undefined {
  return useQuery(sessionQuery).data?.account;
}

/** Logs out and loads a fresh page, so that nothing of the account stays in memory. */
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
