import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, problemFrom } from './request.ts';
import { sessionKey } from './session.ts';
import type { ListPage } from './types.ts';

// Renders a pressed button as busy before the next press is handled.
notifyManager.setScheduler(queueMicrotask);

const hydrationTime = 5_000;

export function createQueryClient(): QueryClient {
  // A session may end elsewhere: refetch it, so that pages for members lead to the log-in.
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
        // Keep an error that the server rendered during hydration. Retry all others when the page is opened again.
        retryOnMount: ({ state }) =>
          state.fetchFailureCount > 0 || Date.now() - state.errorUpdatedAt > hydrationTime,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

/** Responses that the server has read already, by API URL below the base. */
export type PageResponses = Record<string, { status: number; body: unknown }>;

/** Stores responses where queries look them up, so that neither server nor browser requests them again. */
export function seedQueries(client: QueryClient, answers: PageResponses) {
  for (const [url, { status, body }] of Object.entries(answers)) {
    const queryKey = [url];
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
