import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { enterSession } from './enter-session.ts';

/** Without a password, only the browser that registered is let in. */
export type Confirmation = { login: string; code: string; password?: string };

/** Confirms and logs in. */
export function useConfirmAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Confirmation) => answer(api.POST('/accounts/confirm', { body })),
    onSuccess: (session) => enterSession(client, session),
  });
}
