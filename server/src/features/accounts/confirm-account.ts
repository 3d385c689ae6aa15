import { type Account, emailKey } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Ports } from '../../ports/index.ts';
import { checkNewPassword } from '../guards/check-new-password.ts';
import { findByLogin } from '../guards/find-by-login.ts';
import { endAccess } from '../steps/end-access.ts';
import { type StartedSession, startSession } from '../steps/start-session.ts';

export const wrongCode = () =>
  new AppError(
    'wrong-code',
    'This code is wrong, was used already, has expired, or was asked for in another browser. You can open the link in the e-mail, or ask for another code.',
    {
      errors: [{ path: 'code', message: 'This code is wrong or has expired' }],
    },
  );

const passwordNeeded = () =>
  new AppError(
    'password-needed',
    'You registered in another browser. Choose a password to confirm your address here.',
    { errors: [{ path: 'password', message: 'Choose a password' }] },
  );

export type Confirmation = CodeProof & {
  login: string;
  /** Replaces the one that was chosen at registering. Any browser but the one that registered needs it. */
  password?: string | undefined;
  userAgent?: string | undefined;
};

type Needs = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'tokens' | 'commonPasswords' | 'secrets' | 'clock'
>;

/**
 * Confirms the account and logs in. Confirming twice with the same code fails like a wrong code; the account stays
 * confirmed. Nothing says who chose the password but the browser that registered: elsewhere a new one replaces it.
 */
export async function confirmAccount(
  ports: Needs,
  { login, code, browser, password, userAgent }: Confirmation,
): Promise<StartedSession> {
  const account = await findByLogin(ports, login);
  const unconfirmed = account?.confirmedAt === undefined ? account : undefined;
  const isRegistrant = browser !== undefined && unconfirmed?.registeredBy === browser;
  const chosen =
    password === undefined
      ? undefined
      : { password, check: () => checkNewPassword(ports, password, unconfirmed ?? nobody) };
  // Asked in any case: how long it takes tells nobody that there is no such account.
  const outcome = await ports.identity.confirm(unconfirmed, { code, browser, isRegistrant }, chosen);
  if (outcome === 'password-needed') throw passwordNeeded();
  if (!unconfirmed || outcome === 'wrong-code') throw wrongCode();
  const confirmed = await markConfirmed(ports, unconfirmed);
  if (password !== undefined) await endAccess(ports, confirmed.id);
  const present = (await ports.accounts.find(confirmed.id)) ?? confirmed;
  const started = await startSession(ports, present, userAgent);
  if (!started) throw wrongCode();
  return started;
}

/** Another registration may have replaced the account while its code was being checked. */
export async function markConfirmed(
  ports: Pick<Ports, 'accounts' | 'clock'>,
  account: Account,
): Promise<Account> {
  const confirmedAt = ports.clock.now();
  const changed = await ports.accounts.change(account.id, ({ registeredBy: _, ...present }) => {
    // The code proves the address that the account had.
    if (emailKey(present.email) !== emailKey(account.email)) throw wrongCode();
    return { ...present, confirmedAt: present.confirmedAt ?? confirmedAt };
  });
  if (changed.outcome !== 'changed') throw wrongCode();
  return changed.account;
}

const nobody = { username: '', email: '' };
