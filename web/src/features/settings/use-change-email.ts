import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { sessionKey } from '../../api/use-session.ts';

export function useChangeEmail() {
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => answer(api.PUT('/me/email', { body })),
  });
}

export function useConfirmEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => answer(api.POST('/me/email/confirm', { body: { code } })),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  });
}
