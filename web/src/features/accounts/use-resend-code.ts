import { useMutation } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export function useResendCode() {
  return useMutation({
    mutationFn: (login: string) => answer(api.POST('/accounts/resend-code', { body: { login } })),
  });
}
