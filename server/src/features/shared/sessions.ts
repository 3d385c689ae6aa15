import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccountId, SessionId } from '../../domain/ids.ts';
import { describeDevice, type Session, sessionEnd } from '../../domain/session.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from '../shared/accounts.ts';

export type StartedSession = { account: Account; session: Session; secret: string };

export function refuseSuspended({ suspendedAt, suspensionReason: reason }: Account): void {
  if (suspendedAt === undefined) return;
  const text = `This account is suspended.${reason ? ` Reason: ${reason}` : ''} Contact the people who run this gallery to have it lifted.`;
  throw new AppError('suspended', text);
}

/**
 * Begins a session for an account whose holder has proven who they are. The `secret` is for the browser's cookie and is
 * stored nowhere. Undefined where the password was changed since: its change ended sessions without this one.
 */
export async function startSession(
  ports: Pick<Ports, 'accounts' | 'sessions' | 'secrets' | 'clock'>,
  account: Account,
  userAgent: string | undefined,
): Promise<StartedSession | undefined> {
  refuseSuspended(account);
  const now = ports.clock.now();
  const secret = ports.secrets.createToken();
  const session: Session = {
    id: ports.secrets.createId<SessionId>(),
    accountId: account.id,
    secretDigest: ports.secrets.digest(secret),
    device: describeDevice(userAgent),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: sessionEnd({ createdAt: now }, now),
  };
  await ports.sessions.insert(session);
  if ((await ports.accounts.find(account.id))?.passwordChangedAt === account.passwordChangedAt)
    return { account, session, secret };
  await ports.sessions.remove(account.id, session.id);
  return undefined;
}

/** Once the password is another one: ends what the one before had opened, log-ins that are under way included. */
export async function endSessions(
  ports: Pick<Ports, 'accounts' | 'sessions' | 'clock'>,
  id: AccountId,
  except?: SessionId,
): Promise<void> {
  const passwordChangedAt = ports.clock.now();
  await changeAccount(ports, id, (account) => ({ ...account, passwordChangedAt }));
  await ports.sessions.removeAll(id, except);
}

/** Once the password is one that its holder alone can know: of whatever opened the account, nothing does any more. */
export async function endAccess(
  ports: Pick<Ports, 'accounts' | 'sessions' | 'tokens' | 'clock'>,
  id: AccountId,
): Promise<void> {
  await endSessions(ports, id);
  await ports.tokens.removeAll(id);
}
