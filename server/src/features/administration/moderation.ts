import type { Account } from '../../domain/account.ts';
import { AppError, notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { accountResumed, accountSuspended } from '../../domain/mail-texts.ts';
import type { Photo } from '../../domain/photo.ts';
import type { PhotoEvent } from '../../domain/photo-lifecycle.ts';
import type { Ports } from '../../ports/index.ts';
import { type TransitionDeps, transition } from '../photos/transition.ts';
import { changeAccount } from '../shared/accounts.ts';
import { removeAvatar } from '../shared/avatar.ts';
import { enqueueMail } from '../shared/mail.ts';
import { settleLikesSoon } from '../shared/settle-likes.ts';
import { findNamedAccount } from './accounts.ts';

type SuspensionDeps = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'likes' | 'events' | 'jobs' | 'secrets' | 'clock'
>;

export type Suspension = {
  /** Mailed to the member and shown at log-in. */
  reason?: string | undefined;
  /** Absent on the command line. Administrators cannot suspend themselves. */
  admin?: Account;
};

/** Blocks log-ins, hides what the account shared and ends its sessions. Repeated, it replaces the reason. */
export async function suspendAccount(
  deps: SuspensionDeps,
  name: string,
  { reason, admin }: Suspension = {},
): Promise<Account> {
  const { id } = await findNamedAccount(deps, name);
  if (id === admin?.id) throw new AppError('conflict', 'You cannot suspend yourself.');
  const now = deps.clock.now();
  const account = await changeAccount(deps, id, (present) => ({
    ...present,
    suspendedAt: present.suspendedAt ?? now,
    ...(reason && { suspensionReason: reason }),
  }));
  await deps.sessions.removeAll(id);
  await deps.identity.endSessions(account);
  await settleLikesSoon(deps, id);
  // An e-mail address that nobody has proven gets no mail.
  if (account.confirmedAt !== undefined)
    await enqueueMail(deps, accountSuspended(account, mailVersion(deps, account)));
  return account;
}

export async function resumeAccount(
  deps: Omit<SuspensionDeps, 'identity' | 'sessions'>,
  name: string,
): Promise<Account> {
  const found = await findNamedAccount(deps, name);
  const account = await changeAccount(deps, found.id, (present) => {
    const { suspendedAt, suspensionReason: _, ...resumed } = present;
    return suspendedAt === undefined ? present : resumed;
  });
  await settleLikesSoon(deps, account.id);
  if (found.suspendedAt !== undefined && account.confirmedAt !== undefined)
    await enqueueMail(deps, accountResumed(account, found.suspendedAt, mailVersion(deps, account)));
  return account;
}

const mailVersion = ({ secrets }: Pick<Ports, 'secrets'>, { suspendedAt, suspensionReason }: Account) =>
  secrets.digest(JSON.stringify([suspendedAt, suspensionReason])).slice(0, 16);

/**
 * Hides a photo from everybody but its owner and admins, also as its owner's avatar. Photos of the same file start
 * hidden from then on.
 */
export async function hidePhoto(
  deps: TransitionDeps & Pick<Ports, 'hiddenFiles' | 'accounts' | 'blobs'>,
  id: PhotoId,
): Promise<void> {
  const now = deps.clock.now();
  // The checksum goes first: a copy that is rendered now finds either the checksum or this photo.
  const sha256 = (await deps.photos.find(id))?.sha256;
  if (sha256 !== undefined) await deps.hiddenFiles.add({ sha256, hiddenAt: now });
  const { ownerId } = await moderate(deps, id, { type: 'hide' });
  await removeAvatar(deps, ownerId, id);
}

export async function unhidePhoto(
  deps: TransitionDeps & Pick<Ports, 'hiddenFiles'>,
  id: PhotoId,
): Promise<void> {
  const { sha256 } = await moderate(deps, id, { type: 'unhide' });
  if (sha256 !== undefined) await deps.hiddenFiles.remove(sha256);
}

async function moderate(deps: TransitionDeps, id: PhotoId, event: PhotoEvent): Promise<Photo> {
  const result = await transition(deps, id, event);
  if (result.outcome === 'absent') throw notFound('photo');
  return result.photo;
}
