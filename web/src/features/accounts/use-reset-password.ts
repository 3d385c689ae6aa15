import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { enterSession } from './enter-session.ts';

export type PasswordReset = { login: string; code: string; password: string };

/** Sets the password and logs in with it. Answers whether the log-in succeeded, too. */
export function useResetPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ login, code, password }: PasswordReset): Promise<boolean> => {
      await answer(api.POST('/accounts/reset-password', { body: { login, code, password } }));
      try {
        enterSession(client, await answer(api.POST('/session', { body: { login, password } })));
        return true;
      } catch {
        // The password is set all the same; the log-in page tells what is in the way.
        return false;
      }
    },
  });
}
