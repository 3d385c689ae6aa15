import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from './answer.ts';
import { noConnection } from './api-problem.ts';

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
      client.clear();
      location.assign('/');
    },
  });
}
