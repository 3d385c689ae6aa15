import { problemText } from '../../shared/errors/problem-text.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
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
        // The answer takes this button off the page, after which `mutate` would call nothing.
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
