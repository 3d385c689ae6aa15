import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { SessionId } from '../../domain/ids.ts';
import { describeDevice, type Session, sessionEnd } from '../../domain/session.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../guards/find-by-login.ts';
import { type Limit, takeAttempt } from '../guards/take-attempt.ts';

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
): Promise<{ account: Account; session: Session; secret: string }> {
  const account = isGuessing ? undefined : await findByLogin(ports, login);
  const check = await ports.identity.checkPassword(account, password);
  if (!account || check === 'wrong') throw wrongCredentials();
  if (check === 'unconfirmed' || account.confirmedAt === undefined)
    throw new AppError('unconfirmed', 'Please confirm your address first: the code was mailed to you.');
  if (account.suspendedAt !== undefined) throw new AppError('suspended', suspensionText(account));
  await takeAttempt(ports, `log-ins ${account.id}`, successes);
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
  // Where the password was changed since it was checked, its sessions were ended without this one.
  if ((await ports.accounts.find(account.id))?.passwordChangedAt !== account.passwordChangedAt) {
    await ports.sessions.remove(account.id, session.id);
    throw wrongCredentials();
  }
  return { account, session, secret };
}

const wrongCredentials = () =>
  new AppError('wrong-credentials', 'The name or the password is wrong. Please check both.');

const suspensionText = ({ suspensionReason: reason }: Account) =>
  `This account is suspended.${reason ? ` Reason: ${reason}` : ''} Contact the people who run this gallery to have it lifted.`;
