import { queryOptions } from '@tanstack/react-query';
import { pathTo } from '@vitrine/contract/pages.ts';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import type { Profile } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import styles from './profile-header.module.css';

export const profileQuery = (username: string) =>
  queryOptions({
    queryKey: [pathTo`/users/${username}`],
    queryFn: ({ signal }) => unwrap(api.GET('/users/{username}', { params: { path: { username } }, signal })),
  });

const SuspendButton = lazyComponent(async () => (await import('./suspend-button.tsx')).SuspendButton);

type ProfileHeaderProps = { profile: Profile; tab: 'photos' | 'albums'; isOwn: boolean; canSuspend: boolean };

export function ProfileHeader({ profile, tab, isOwn, canSuspend }: ProfileHeaderProps) {
  const format = useFormat();
  const home = `/users/${profile.username}`;
  const tabs = [
    { id: 'photos', href: home, label: profileMessages.profile.photos, count: profile.photoCount },
    {
      id: 'albums',
      href: `${home}/albums`,
      label: profileMessages.profile.albums,
      count: profile.albumCount,
    },
  ] as const;
  return (
    <header className={styles.header}>
      <Avatar member={profile} size="large" />
      <div className={styles.words}>
        <h1 className={styles.name} dir="auto">
          {profile.displayName || profile.username}
        </h1>
        <p className={styles.quiet}>
          {profile.displayName && profile.displayName !== profile.username && (
            <>
              <bdi>@{profile.username}</bdi>
              <span aria-hidden="true"> · </span>
            </>
          )}
          {profileMessages.profile.since(format.month(profile.createdAt))}
        </p>
        {profile.bio && (
          <p className={styles.bio} dir="auto">
            {profile.bio}
          </p>
        )}
      </div>
      {isOwn && (
        <ButtonLink href="/settings" icon="edit" className={styles.edit}>
          {photoMessages.photo.edit}
        </ButtonLink>
      )}
      {canSuspend && <SuspendButton username={profile.username} />}
      {!profile.suspended && (
        <nav className={styles.tabs} aria-label={profileMessages.profile.tabs}>
          {tabs.map(({ id, href, label, count }) => (
            <Link
              key={id}
              href={href}
              replace
              className={styles.tab}
              aria-current={id === tab ? 'page' : undefined}
            >
              {label} <span className={styles.count}>{format.number(count)}</span>
            </Link>
          ))}
        </nav>
      )}
    </header>
  );
}
