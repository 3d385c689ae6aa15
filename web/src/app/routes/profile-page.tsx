import { useQuery } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import type { ReactNode } from 'react';
import { useSession } from '../../api/session.ts';
import type { Profile } from '../../api/types.ts';
import { ProfileHeader, profileQuery } from '../../features/profiles/profile-header.tsx';
import { LoadError } from '../../shared/errors/error-states.tsx';
import { messages } from '../../shared/i18n/messages.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { useTitle } from '../../shared/page-hooks.ts';
import { PhotoList } from '../../shared/photo-grid/photo-list.tsx';
import { UploadButton } from '../../shared/upload-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import type { PageProps } from '../page-match.ts';
import styles from './profile-page.module.css';

const SuspendedNotice = lazyComponent(
  async () => (await import('../../features/profiles/suspended-notice.tsx')).SuspendedNotice,
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
    if (profile.error) return <LoadError error={profile.error} onRetry={() => void profile.refetch()} />;
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

export function ProfilePage({ params }: PageProps) {
  const username = params.username ?? '';
  return (
    <ProfileFrame username={username} tab="photos">
      {(_, isOwn) => (
        <PhotoList
          url={listAddress(pathTo`/users/${username}/photos`)}
          empty={
            <Notice
              icon="gallery"
              title={isOwn ? profileMessages.profile.emptyOwn : profileMessages.profile.empty}
              text={isOwn ? profileMessages.profile.emptyOwnText : profileMessages.profile.emptyText}
            >
              {isOwn ? <UploadButton /> : <ButtonLink href="/">{messages.app.home}</ButtonLink>}
            </Notice>
          }
        />
      )}
    </ProfileFrame>
  );
}
