import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import { type Session, sessionEnd } from '../../domain/session.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../shared/accounts.ts';
import { type Limit, takeAttempt } from '../shared/rate-limit.ts';
import { refuseSuspended, type StartedSession, startSession } from '../shared/sessions.ts';

/* Counts correct passwords only, so that a stranger cannot lock the owner out. */
const successes: Limit = { limit: 100, window: hours(1) };

/*
 * Limits writes of sessions and, with an external identity provider, the delay until an account that ended there ends
 * here.
 */
const renewalInterval = hours(1);

export type LogIn = {
  login: string;
  password: string;
  userAgent?: string | undefined;
  /** Fails like a wrong password and takes as long, so that a guesser learns nothing. */
  isThrottled?: boolean | undefined;
};

/** Starts a session. The returned `secret` goes into the browser's cookie and is stored nowhere. */
export async function logIn(
  deps: Pick<Ports, 'accounts' | 'attempts' | 'identity' | 'sessions' | 'secrets' | 'clock'>,
  { login, password, userAgent, isThrottled = false }: LogIn,
): Promise<StartedSession> {
  const account = isThrottled ? undefined : await findByLogin(deps, login);
  const check = await deps.identity.checkPassword(account, password);
  if (!account || check === 'wrong') throw wrongCredentials();
  if (check === 'unconfirmed' || account.confirmedAt === undefined)
    throw new AppError('unconfirmed', 'Confirm your address first: we’ve e-mailed you a code.');
  refuseSuspended(account);
  await takeAttempt(deps, `log-ins ${account.id}`, successes);
  const started = await startSession(deps, account, userAgent);
  if (!started) throw wrongCredentials();
  return started;
}

const wrongCredentials = () =>
  new AppError('wrong-credentials', 'Wrong name or password. Check both and try again.');

/**
 * Resolves a session cookie's secret. Returns `undefined` if the session or the account is gone, or the identity
 * provider no longer accepts the account. A renewed session needs a renewed cookie.
 */
export async function authenticateSession(
  deps: Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'secrets' | 'clock'>,
  secret: string,
): Promise<{ account: Account; session: Session; isRenewed: boolean } | undefined> {
  const now = deps.clock.now();
  const session = await deps.sessions.findByDigest(deps.secrets.digest(secret), now);
  const account = session && (await deps.accounts.find(session.accountId));
  // Earlier versions renewed sessions without end.
  if (!session || !account || sessionEnd(session, now) <= now) return undefined;
  const isRenewed = now - session.lastSeenAt > renewalInterval;
  if (isRenewed) {
    // Renewed before the provider is asked, so that one of many concurrent requests asks.
    await deps.sessions.renew(session.id, { lastSeenAt: now, expiresAt: sessionEnd(session, now) });
    if (!(await deps.identity.isStillValid(account))) {
      await deps.sessions.remove(account.id, session.id);
      return undefined;
    }
  }
  return { account, session, isRenewed };
}
