import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-problem.ts';
import { sessionKey } from './use-session.ts';

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
