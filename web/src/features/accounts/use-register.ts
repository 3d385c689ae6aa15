import { useMutation } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export type Registration = { username: string; email: string; password: string };

export function useRegister() {
  return useMutation({
    mutationFn: (body: Registration) => answer(api.POST('/accounts', { body })),
  });
}
