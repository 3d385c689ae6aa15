import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { pageAccount } from '../../api/page-account.ts';
import { sessionChannel } from '../../api/session-channel.ts';
import { sessionKey } from '../../api/use-session.ts';

export type LogIn = { login: string; password: string };

/** What was read as a visitor is read again: likes and what may be done differ. */
export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LogIn) => answer(api.POST('/session', { body })),
    onSuccess: (session) => {
      sessionChannel().postMessage('in');
      // Before anything is asked for them.
      if (session.account) pageAccount.id = session.account.id;
      client.clear();
      client.setQueryData(sessionKey, session);
    },
  });
}
