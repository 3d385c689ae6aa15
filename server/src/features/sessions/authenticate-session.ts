import type { Account } from '../../domain/account.ts';
import { type Session, sessionLifetime } from '../../domain/session.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* A session is written at most this often, so that reading pages does not write. */
const renewalInterval = hours(1);

/**
 * Whose session a cookie's secret is; absent where there is none, or the account is gone. Where the session was renewed
 * its cookie has to be, too.
 */
export async function authenticateSession(
  ports: Pick<Ports, 'accounts' | 'sessions' | 'secrets' | 'clock'>,
  secret: string,
): Promise<{ account: Account; session: Session; isRenewed: boolean } | undefined> {
  const now = ports.clock.now();
  const session = await ports.sessions.findByDigest(ports.secrets.digest(secret), now);
  const account = session && (await ports.accounts.find(session.accountId));
  if (!session || !account) return undefined;
  const isRenewed = now - session.lastSeenAt > renewalInterval;
  if (isRenewed)
    await ports.sessions.renew(session.id, { lastSeenAt: now, expiresAt: now + sessionLifetime });
  return { account, session, isRenewed };
}
