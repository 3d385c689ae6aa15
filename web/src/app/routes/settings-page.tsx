import { useSession } from '../../api/use-session.ts';
import { Settings } from '../../features/settings/settings.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { messages } from '../messages.ts';
import { PageHeading } from '../page-heading.tsx';
import { useTitle } from '../use-title.ts';

export function SettingsPage() {
  const account = useSession();
  useTitle(messages.settings.title);
  return (
    <PageHeading title={messages.settings.title}>
      {account ? <Settings account={account} /> : <Spinner label={messages.app.loading} />}
    </PageHeading>
  );
}
