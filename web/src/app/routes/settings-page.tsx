import { useState } from 'react';
import { useSession } from '../../api/session.ts';
import { Settings } from '../../features/settings/settings.tsx';
import { messages } from '../../shared/i18n/messages.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { useTitle } from '../../shared/page-hooks.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { PageHeading } from '../page-heading.tsx';

export function SettingsPage() {
  const now = useSession();
  const [before] = useState(now);
  // Keep the form when the session ends: what the user typed stays.
  const account = now ?? before;
  useTitle(settingsMessages.title);
  return (
    <PageHeading title={settingsMessages.title}>
      {account ? <Settings account={account} /> : <Spinner label={messages.app.loading} />}
    </PageHeading>
  );
}
