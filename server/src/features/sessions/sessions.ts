import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { Session } from '../../domain/session.ts';
import { sessionEnd } from '../../domain/session.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../shared/accounts.ts';
import { type Limit, takeAttempt } from '../shared/rate-limit.ts';
import { refuseSuspended, type StartedSession, startSession } from '../shared/sessions.ts';

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
    if (!(await ports.identity.isStillValid(account))) {
      await ports.sessions.remove(account.id, session.id);
      return undefined;
    }
  }
  return { account, session, isRenewed };
}

/* Only those who know the password use it up: a stranger cannot lock the owner out by it. */
const successes: Limit = { limit: 100, window: hours(1) };

export type LogIn = {
  login: string;
  password: string;
  userAgent?: string | undefined;
  /** Fails like a wrong password, and takes as long: whoever guesses is not told how much of it was right. */
  isGuessing?: boolean | undefined;
};

/** A new session; `secret` is for the browser's cookie and nowhere kept. */
export async function logIn(
  ports: Pick<Ports, 'accounts' | 'attempts' | 'identity' | 'sessions' | 'secrets' | 'clock'>,
  { login, password, userAgent, isGuessing = false }: LogIn,
): Promise<StartedSession> {
  const account = isGuessing ? undefined : await findByLogin(ports, login);
  const check = await ports.identity.checkPassword(account, password);
  if (!account || check === 'wrong') throw wrongCredentials();
  if (check === 'unconfirmed' || account.confirmedAt === undefined)
    throw new AppError('unconfirmed', 'Confirm your address first: we’ve e-mailed you a code.');
  refuseSuspended(account);
  await takeAttempt(ports, `log-ins ${account.id}`, successes);
  const started = await startSession(ports, account, userAgent);
  if (!started) throw wrongCredentials();
  return started;
}

const wrongCredentials = () =>
  new AppError('wrong-credentials', 'The name or the password is wrong. Check both.');
