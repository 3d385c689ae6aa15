import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { sessionKey } from '../../api/session.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';

/** Cancels the deletion of the account. */
export function KeepAccountButton() {
  const keep = useKeepAccount();
  const toast = useToast();
  return (
    <Button
      look="primary"
      busy={keep.isPending}
      onClick={() =>
        // Success unmounts this button, and `mutate` calls no callbacks after that.
        keep.mutateAsync().then(
          () => toast({ text: settingsMessages.kept }),
          (error: unknown) => toast({ text: problemText(error) }),
        )
      }
    >
      {settingsMessages.keep}
    </Button>
  );
}

function useKeepAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/me/keep')),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  });
}
