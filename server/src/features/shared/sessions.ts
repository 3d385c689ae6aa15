import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccountId, SessionId } from '../../domain/ids.ts';
import { describeDevice, type Session, sessionEnd } from '../../domain/session.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from './accounts.ts';

export type StartedSession = { account: Account; session: Session; secret: string };

export function refuseSuspended({ suspendedAt, suspensionReason: reason }: Account): void {
  if (suspendedAt === undefined) return;
  const text = `This account is suspended.${reason ? ` Reason: ${reason}` : ''} Contact the people who run this gallery to have it lifted.`;
  throw new AppError('suspended', text);
}

/**
 * Starts a session for an account whose holder has proven their identity. The returned `secret` goes into the browser's
 * cookie and is stored nowhere. Returns `undefined` if the password was changed since `account` was read.
 */
export async function startSession(
  deps: Pick<Ports, 'accounts' | 'sessions' | 'secrets' | 'clock'>,
  account: Account,
  userAgent: string | undefined,
): Promise<StartedSession | undefined> {
  refuseSuspended(account);
  const now = deps.clock.now();
  const secret = deps.secrets.createToken();
  const session: Session = {
    id: deps.secrets.createId<SessionId>(),
    accountId: account.id,
    secretDigest: deps.secrets.digest(secret),
    device: describeDevice(userAgent),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: sessionEnd({ createdAt: now }, now),
  };
  await deps.sessions.insert(session);
  if ((await deps.accounts.find(account.id))?.passwordChangedAt === account.passwordChangedAt)
    return { account, session, secret };
  await deps.sessions.remove(account.id, session.id);
  return undefined;
}

/** Ends sessions after a change of the password. Log-ins in progress with the previous password fail. */
export async function endSessions(
  deps: Pick<Ports, 'accounts' | 'sessions' | 'clock'>,
  id: AccountId,
  except?: SessionId,
): Promise<void> {
  const passwordChangedAt = deps.clock.now();
  await changeAccount(deps, id, (account) => ({ ...account, passwordChangedAt }));
  await deps.sessions.removeAll(id, except);
}

/** Ends every session and token, because somebody else may have known the previous password. */
export async function endAccess(
  deps: Pick<Ports, 'accounts' | 'sessions' | 'tokens' | 'clock'>,
  id: AccountId,
): Promise<void> {
  await endSessions(deps, id);
  await deps.tokens.removeAll(id);
}
