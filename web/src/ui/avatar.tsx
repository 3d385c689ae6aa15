import { Link } from 'wouter';
import styles from './avatar.module.css';

export type AvatarMember = { username: string; displayName: string; avatarUrl: string | null };

type AvatarProps = { member: AvatarMember; size?: 'small' | 'large' };

/** Decorates a name next to it, so screen readers skip it. */
export function Avatar({ member, size = 'small' }: AvatarProps) {
  const pixels = size === 'large' ? 96 : 32;
  const name = member.displayName || member.username;
  return (
    <span className={styles.avatar} data-size={size} aria-hidden="true">
      {member.avatarUrl ? (
        <img src={member.avatarUrl} alt="" width={pixels} height={pixels} loading="lazy" />
      ) : (
        [...name][0]?.toLocaleUpperCase('en')
      )}
    </span>
  );
}

/** A member's avatar and name, as a link. */
export function MemberLink({ member, href }: { member: AvatarMember; href: string }) {
  return (
    <Link href={href} className={styles.member}>
      <Avatar member={member} />
      <bdi>{member.displayName || member.username}</bdi>
    </Link>
  );
}
