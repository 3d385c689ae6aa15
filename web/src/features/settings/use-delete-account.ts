import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { sessionKey } from '../../api/use-session.ts';

/** Requests the deletion of the account. Calls `onCancelled` before the cache changes, which unmounts the form. */
export function useDeleteAccount(onCancelled: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => answer(api.DELETE('/me', { body: { password } })),
    onSuccess: (session) => {
      onCancelled();
      client.setQueryData(sessionKey, session);
    },
  });
}

export function useKeepAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST('/me/keep')),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  });
}
