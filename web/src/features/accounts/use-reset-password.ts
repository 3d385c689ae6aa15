import { useMutation } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export type PasswordReset = { login: string; code: string; password: string };

export function useResetPassword() {
  return useMutation({
    mutationFn: (body: PasswordReset) => answer(api.POST('/accounts/reset-password', { body })),
  });
}
