import { AppError } from '../../domain/errors.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../guards/find-by-login.ts';
import { type Limit, takeAttempt } from '../guards/take-attempt.ts';
import { refuseSuspended, type StartedSession, startSession } from '../steps/start-session.ts';

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
