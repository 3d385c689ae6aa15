import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Profile } from '../api/types.ts';
import { useSession } from '../api/use-session.ts';
import { ProfileHeader, profileQuery } from '../features/profiles/profile-header.tsx';
import { Failure } from '../shared/errors/failure.tsx';
import { messages } from '../shared/i18n/messages.ts';
import { latePart } from '../shared/lazy-component.tsx';
import { useTitle } from '../shared/use-title.ts';
import { Spinner } from '../ui/spinner.tsx';
import styles from './profile-frame.module.css';

const SuspendedNotice = latePart(
  async () => (await import('../features/profiles/suspended-notice.tsx')).SuspendedNotice,
);

type ProfileFrameProps = {
  username: string;
  tab: 'photos' | 'albums';
  children: (profile: Profile, isOwn: boolean) => ReactNode;
};

export function ProfileFrame({ username, tab, children }: ProfileFrameProps) {
  const profile = useQuery(profileQuery(username));
  const account = useSession();
  useTitle(profile.data && (profile.data.displayName || profile.data.username));
  if (profile.data === undefined) {
    if (profile.error) return <Failure error={profile.error} onRetry={() => void profile.refetch()} />;
    return <Spinner label={messages.app.loading} />;
  }
  const { suspended } = profile.data;
  const isOwn = account?.username === profile.data.username;
  return (
    <div className={styles.page}>
      <ProfileHeader
        profile={profile.data}
        tab={tab}
        isOwn={isOwn}
        canSuspend={account?.role === 'admin' && !isOwn && !suspended}
      />
      {suspended ? <SuspendedNotice username={profile.data.username} /> : children(profile.data, isOwn)}
    </div>
  );
}
