import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from '../shared/accounts.ts';
import { enqueueMail } from '../shared/mail.ts';
import { settleLikesSoon } from '../shared/settle-likes.ts';
import { findNamedAccount } from './accounts.ts';

type SuspendAccountDeps = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'likes' | 'events' | 'jobs' | 'secrets' | 'clock'
>;

export type Suspension = {
  /** Mailed to the member and shown at log-in. */
  reason?: string | undefined;
  /** Absent on the command line. Administrators cannot suspend themselves. */
  admin?: Account;
};

/**
 * Blocks an account from logging in, hides what it shared and ends its sessions. Repeated, it replaces the reason and ends
 * sessions that began meanwhile.
 */
export async function suspendAccount(
  ports: SuspendAccountDeps,
  name: string,
  { reason, admin }: Suspension = {},
): Promise<Account> {
  const { id } = await findNamedAccount(ports, name);
  if (id === admin?.id) throw new AppError('conflict', 'You cannot suspend yourself.');
  const now = ports.clock.now();
  const account = await changeAccount(ports, id, (present) => ({
    ...present,
    suspendedAt: present.suspendedAt ?? now,
    ...(reason && { suspensionReason: reason }),
  }));
  await ports.sessions.removeAll(id);
  await ports.identity.endSessions(account);
  await settleLikesSoon(ports, id);
  await mailMember(ports, account, {
    cause: 'suspended',
    subject: 'Your Vitrine account is suspended',
    paragraphs: [
      'An administrator suspended your account. You cannot log in, and your photos are hidden. Nothing is deleted.',
      ...(account.suspensionReason ? [`Reason: ${account.suspensionReason}`] : []),
    ],
  });
  return account;
}

export async function resumeAccount(
  ports: Omit<SuspendAccountDeps, 'identity' | 'sessions'>,
  name: string,
): Promise<Account> {
  const found = await findNamedAccount(ports, name);
  const account = await changeAccount(ports, found.id, (present) => {
    const { suspendedAt, suspensionReason: _, ...resumed } = present;
    return suspendedAt === undefined ? present : resumed;
  });
  await settleLikesSoon(ports, account.id);
  if (found.suspendedAt !== undefined)
    await mailMember(ports, account, {
      cause: `resumed:${found.suspendedAt}`,
      subject: 'Your Vitrine account works again',
      paragraphs: [
        'The suspension of your account is lifted. You can log in, and your photos are visible again.',
      ],
    });
  return account;
}

/* An address that nobody has proved is sent nothing. */
async function mailMember(
  ports: Pick<Ports, 'jobs' | 'secrets' | 'clock'>,
  account: Account,
  { cause, subject, paragraphs }: { cause: string; subject: string; paragraphs: string[] },
): Promise<void> {
  if (account.confirmedAt === undefined) return;
  const version = ports.secrets.digest(JSON.stringify([account.suspendedAt, account.suspensionReason]));
  await enqueueMail(ports, {
    id: `${cause}:${account.id}:${version.slice(0, 16)}`,
    to: account.email,
    subject,
    paragraphs: [`Hello ${account.displayName},`, ...paragraphs],
  });
}
