import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from './client.ts';

/** Leaves by a fresh page, so that nothing of the account stays in memory. */
export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/session')),
    onSuccess: () => {
      client.clear();
      location.assign('/');
    },
  });
}
