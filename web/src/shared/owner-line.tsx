import { Link } from 'wouter';
import type { Member } from '../api/types.ts';
import { Avatar } from '../ui/avatar.tsx';
import styles from './owner-line.module.css';

/** The owner, as a link to their profile. */
export function OwnerLine({ owner }: { owner: Member }) {
  return (
    <Link href={`/users/${owner.username}`} className={styles.owner}>
      <Avatar member={owner} />
      <bdi>{owner.displayName || owner.username}</bdi>
    </Link>
  );
}
