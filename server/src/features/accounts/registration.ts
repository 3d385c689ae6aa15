import { type Account, emailKey, isReservedUsername } from '../../domain/account.ts';
import { AppError, takenEmail, takenField } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { TakenField } from '../../ports/accounts.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin, findTakenField, insertAccount } from '../shared/accounts.ts';
import { checkNewPassword } from '../shared/passwords.ts';
import type { StartedSession } from '../shared/sessions.ts';
import { endAccess, startSession } from '../shared/sessions.ts';
import { sendCode } from './code-mail.ts';

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

type Confirmation = CodeProof & {
  login: string;
  /** Replaces the one that was chosen at registering. Any browser but the one that registered needs it. */
  password?: string | undefined;
  userAgent?: string | undefined;
};

type ConfirmAccountDeps = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'tokens' | 'commonPasswords' | 'secrets' | 'clock'
>;

/**
 * Confirms the account and logs in. Confirming twice with the same code fails like a wrong code; the account stays
 * confirmed. Nothing says who chose the password but the browser that registered: elsewhere a new one replaces it.
 */
export async function confirmAccount(
  ports: ConfirmAccountDeps,
  { login, code, browser, password, userAgent }: Confirmation,
): Promise<StartedSession> {
  const account = await findByLogin(ports, login);
  const unconfirmed = account?.confirmedAt === undefined ? account : undefined;
  const isRegistrant = browser !== undefined && unconfirmed?.registeredBy === browser;
  const chosen =
    password === undefined
      ? undefined
      : { password, check: () => checkNewPassword(ports, password, unconfirmed ?? unknownAccount) };
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

const unknownAccount = { username: '', email: '' };

export type Registration = {
  username: string;
  email: string;
  password: string;
  displayName?: string | undefined;
  /** Digest of the secret of the browser that registers. */
  browser: string;
};

const taken = (field: TakenField) =>
  field === 'username' ? takenField(field, 'This user name is taken') : takenEmail();

type RegisterAccountDeps = Pick<
  Ports,
  'accounts' | 'identity' | 'attempts' | 'commonPasswords' | 'secrets' | 'clock'
>;

/**
 * Makes an account that is confirmed by a code sent to its address. It takes the place of one that holds the address
 * and has not proven it: whoever proves an address owns the account.
 */
export async function registerAccount(
  ports: RegisterAccountDeps,
  { username, email, password, displayName, browser }: Registration,
): Promise<Account> {
  if (isReservedUsername(username)) throw taken('username');
  await checkNewPassword(ports, password, { username, email });
  const account: Account = {
    id: ports.secrets.createId<AccountId>(),
    username,
    email,
    displayName: displayName || username,
    bio: '',
    role: 'member',
    registeredBy: browser,
    createdAt: ports.clock.now(),
    usage: { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 },
  };
  const field = await findTakenField(ports, account);
  if (field) throw taken(field);
  // Before an account gives way to this one: with no mail left, the code that its reader has still works.
  await sendCode(ports, email, () => insertAndMail(ports, account, password));
  return account;
}

async function insertAndMail(ports: RegisterAccountDeps, account: Account, password: string): Promise<void> {
  const field = await insertAccount(ports, account);
  if (field) throw taken(field);
  try {
    await ports.identity.register(account, password, account.registeredBy ?? '');
  } catch (error) {
    // Each whatever becomes of the other: a name without credentials would be nobody's, and taken.
    await Promise.allSettled([ports.accounts.remove(account.id), ports.identity.remove(account)]);
    throw error;
  }
}
