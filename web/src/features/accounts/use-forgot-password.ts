import { useMutation } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export function useForgotPassword() {
  return useMutation({
    mutationFn: (login: string) => answer(api.POST('/accounts/forgot-password', { body: { login } })),
  });
}
