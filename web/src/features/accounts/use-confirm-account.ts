import { useMutation } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export type Confirmation = { login: string; code: string };

export function useConfirmAccount() {
  return useMutation({
    mutationFn: (body: Confirmation) => answer(api.POST('/accounts/confirm', { body })),
  });
}
