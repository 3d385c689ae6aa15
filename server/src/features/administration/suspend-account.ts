import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from '../steps/change-account.ts';
import { findNamedAccount } from './find-named-account.ts';

type Needs = Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'clock'>;

/**
 * Keeps it from logging in and hides what it shared. Ends its sessions, and repeated, any that began meanwhile. No
 * admin does that to themselves; absent, whoever runs the gallery does it.
 */
export async function suspendAccount(ports: Needs, name: string, admin?: Account): Promise<Account> {
  const { id } = await findNamedAccount(ports, name);
  if (id === admin?.id) throw new AppError('conflict', 'You cannot suspend yourself.');
  const now = ports.clock.now();
  const account = await changeAccount(ports, id, (present) =>
    present.suspendedAt === undefined ? { ...present, suspendedAt: now } : present,
  );
  await ports.sessions.removeAll(id);
  await ports.identity.endSessions(account);
  return account;
}

export async function resumeAccount(ports: Pick<Ports, 'accounts'>, name: string): Promise<Account> {
  const { id } = await findNamedAccount(ports, name);
  return changeAccount(ports, id, (present) => {
    if (present.suspendedAt === undefined) return present;
    const { suspendedAt: _, ...resumed } = present;
    return resumed;
  });
}
