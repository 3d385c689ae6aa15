import { useLogOut, useSession } from '../../api/session.ts';
import { KeepAccountButton } from '../../features/settings/keep-account-button.tsx';
import { useFormat } from '../../shared/i18n/format.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { useTitle } from '../../shared/page-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

const words = settingsMessages.deletion;

/** Confirms the scheduled deletion of an account and lets the user cancel it. */
export function DeletionPage() {
  const until = useSession()?.cancelledUntil;
  const format = useFormat();
  const logOut = useLogOut();
  useTitle(words.title);
  if (!until)
    return (
      <Notice level="page" icon="check" title={words.none} text={words.noneText}>
        <ButtonLink href="/settings">{settingsMessages.title}</ButtonLink>
      </Notice>
    );
  return (
    <Notice level="page" icon="trash" title={words.title} text={words.text(format.day(until))}>
      <KeepAccountButton />
      <Button busy={logOut.isPending} onClick={() => logOut.mutate()}>
        {words.logOut}
      </Button>
    </Notice>
  );
}
