import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from './answer.ts';
import { noConnection } from './api-problem.ts';
import { sessionChannel } from './session-channel.ts';

/** Leaves by a fresh page, so that nothing of the account stays in memory. */
export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { api } = await import('./client.ts').catch(() => {
        throw noConnection();
      });
      return answer(api.DELETE('/session'));
    },
    onSuccess: () => {
      sessionChannel().postMessage('out');
      client.clear();
      location.assign('/');
    },
  });
}
