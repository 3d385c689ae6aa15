import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export function useResendCode() {
  return useMutation({
    mutationFn: (login: string) => answer(api.POST('/accounts/resend-code', { body: { login } })),
  });
}
