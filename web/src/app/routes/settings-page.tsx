import { useState } from 'react';
import { useSession } from '../../api/use-session.ts';
import { Settings } from '../../features/settings/settings.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { messages } from '../messages.ts';
import { settingsMessages } from '../messages-settings.ts';
import { PageHeading } from '../page-heading.tsx';
import { useTitle } from '../use-title.ts';

export function SettingsPage() {
  const now = useSession();
  const [before] = useState(now);
  // Where the session ends, what is typed here outlives it.
  const account = now ?? before;
  useTitle(settingsMessages.title);
  return (
    <PageHeading title={settingsMessages.title}>
      {account ? <Settings account={account} /> : <Spinner label={messages.app.loading} />}
    </PageHeading>
  );
}
