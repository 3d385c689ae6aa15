import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, problemFrom } from './api-problem.ts';
import { sessionKey } from './session.ts';
import type { ListPage } from './types.ts';

/** What the server has read already, by API address below the base. */
export type PageResponses = Record<string, { status: number; body: unknown }>;

/** Puts answers where the queries look for them, so that neither side reads them again. */
export function seedQueries(client: QueryClient, answers: PageResponses) {
  for (const [address, { status, body }] of Object.entries(answers)) {
    const queryKey = [address];
    if (status === 200) {
      client.setQueryData(queryKey, isListPage(body) ? { pages: [body], pageParams: [null] } : body);
      continue;
    }
    const error = problemFrom(status, body);
    client
      .getQueryCache()
      .build(client, { queryKey })
      .setState({ status: 'error', error, errorUpdateCount: 1, errorUpdatedAt: Date.now() });
  }
}

const isListPage = (body: unknown): body is ListPage<unknown> =>
  typeof body === 'object' && body !== null && 'items' in body && 'nextCursor' in body;

// What was pressed is drawn as busy before the next press is heard.
notifyManager.setScheduler(queueMicrotask);

const hydrationTime = 5_000;

export function createQueryClient(): QueryClient {
  // A session may end elsewhere: who is logged in is asked again, and what takes a log-in leads to it.
  const onError = (error: Error) => {
    if (error instanceof ApiProblem && error.code === 'unauthenticated')
      void client.invalidateQueries({ queryKey: sessionKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        // What the server could not give is drawn as it drew it; all else is tried again when it is opened again.
        retryOnMount: ({ state }) =>
          state.fetchFailureCount > 0 || Date.now() - state.errorUpdatedAt > hydrationTime,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
