import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { enterSession } from './enter-session.ts';

export type LogIn = { login: string; password: string };

export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LogIn) => answer(api.POST('/session', { body })),
    onSuccess: (session) => enterSession(client, session),
  });
}
