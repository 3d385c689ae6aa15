import type { Account } from '../../domain/account.ts';
import { type Session, sessionEnd } from '../../domain/session.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* A session is written at most this often, so that reading pages does not write; and where identities are kept elsewhere,
 * this late at most an account that has ended there has ended here. */
const renewalInterval = hours(1);

/**
 * Resolves a session cookie's secret. Returns `undefined` if the session or the account is gone, or the identity provider
 * no longer accepts the account. A renewed session needs a renewed cookie.
 */
export async function authenticateSession(
  ports: Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'secrets' | 'clock'>,
  secret: string,
): Promise<{ account: Account; session: Session; isRenewed: boolean } | undefined> {
  const now = ports.clock.now();
  const session = await ports.sessions.findByDigest(ports.secrets.digest(secret), now);
  const account = session && (await ports.accounts.find(session.accountId));
  // Earlier versions renewed sessions without end.
  if (!session || !account || sessionEnd(session, now) <= now) return undefined;
  const isRenewed = now - session.lastSeenAt > renewalInterval;
  if (isRenewed) {
    // Renewed first, so that of many requests one asks.
    await ports.sessions.renew(session.id, { lastSeenAt: now, expiresAt: sessionEnd(session, now) });
    if (!(await ports.identity.vouchesFor(account))) {
      await ports.sessions.remove(account.id, session.id);
      return undefined;
    }
  }
  return { account, session, isRenewed };
}
