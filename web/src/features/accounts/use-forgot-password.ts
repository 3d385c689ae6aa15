import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export function useForgotPassword() {
  return useMutation({
    mutationFn: (login: string) => answer(api.POST('/accounts/forgot-password', { body: { login } })),
  });
}
