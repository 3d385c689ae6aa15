import { settingsMessages } from '../../app/messages-settings.ts';
import { problemText } from '../../app/problem-text.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useKeepAccount } from './use-cancel-account.ts';

/** Takes the deletion of the account back. */
export function KeepAccountButton() {
  const keep = useKeepAccount();
  const toast = useToast();
  return (
    <Button
      look="primary"
      busy={keep.isPending}
      onClick={() =>
        keep.mutate(undefined, {
          onSuccess: () => toast({ text: settingsMessages.kept }),
          onError: (error) => toast({ text: problemText(error) }),
        })
      }
    >
      {settingsMessages.keep}
    </Button>
  );
}
