import { type Account, emailKey, isReservedUsername } from '../../domain/account.ts';
import { AppError, takenEmail, takenField } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { noUsage } from '../../domain/photo.ts';
import type { TakenField } from '../../ports/accounts.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin, findTakenField, insertAccount } from '../shared/accounts.ts';
import { checkNewPassword } from '../shared/passwords.ts';
import { endAccess, type StartedSession, startSession } from '../shared/sessions.ts';
import { sendCode } from './code-mail.ts';

export type Registration = {
  username: string;
  email: string;
  password: string;
  displayName?: string | undefined;
  /** Digest of the secret of the browser that registers. */
  browser: string;
};

type RegisterDeps = Pick<
  Ports,
  'accounts' | 'identity' | 'attempts' | 'commonPasswords' | 'secrets' | 'clock'
>;

/**
 * Creates an account and mails a code that confirms it. The account replaces an unconfirmed one with the same e-mail
 * address: only the reader of that address can confirm either.
 */
export async function registerAccount(
  deps: RegisterDeps,
  { username, email, password, displayName, browser }: Registration,
): Promise<Account> {
  if (isReservedUsername(username)) throw taken('username');
  await checkNewPassword(deps, password, { username, email });
  const account: Account = {
    id: deps.secrets.createId<AccountId>(),
    username,
    email,
    displayName: displayName || username,
    bio: '',
    role: 'member',
    registeredBy: browser,
    createdAt: deps.clock.now(),
    usage: noUsage,
  };
  const field = await findTakenField(deps, account);
  if (field) throw taken(field);
  // The mail limit comes first: beyond it, the earlier account and its code stay valid.
  await sendCode(deps, email, () => insertAndMail(deps, account, password));
  return account;
}

const taken = (field: TakenField) =>
  field === 'username' ? takenField(field, 'This user name is taken') : takenEmail();

async function insertAndMail(deps: RegisterDeps, account: Account, password: string): Promise<void> {
  const field = await insertAccount(deps, account);
  if (field) throw taken(field);
  try {
    await deps.identity.register(account, password, account.registeredBy ?? '');
  } catch (error) {
    // An account without credentials would block its names for everybody.
    await Promise.allSettled([deps.accounts.remove(account.id), deps.identity.remove(account)]);
    throw error;
  }
}

export const wrongCode = () =>
  new AppError(
    'wrong-code',
    'This code is wrong, used, expired, or was requested in another browser. Open the link in the e-mail, or request a new code.',
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
  /** Replaces the password of the registration. Every browser but the one that registered must send one. */
  password?: string | undefined;
  userAgent?: string | undefined;
};

/**
 * Confirms an account and starts a session. A code works once. Only the browser that registered is known to have chosen
 * the password, so that any other one has to choose a new one.
 */
export async function confirmAccount(
  deps: Pick<
    Ports,
    'accounts' | 'identity' | 'sessions' | 'tokens' | 'commonPasswords' | 'secrets' | 'clock'
  >,
  { login, code, browser, password, userAgent }: Confirmation,
): Promise<StartedSession> {
  const account = await findByLogin(deps, login);
  const unconfirmed = account?.confirmedAt === undefined ? account : undefined;
  const isRegistrant = browser !== undefined && unconfirmed?.registeredBy === browser;
  const chosen =
    password === undefined
      ? undefined
      : { password, check: () => checkNewPassword(deps, password, unconfirmed ?? unknownAccount) };
  // Called for unknown accounts too, so that the response time does not tell whether an account exists.
  const outcome = await deps.identity.confirm(unconfirmed, { code, browser, isRegistrant }, chosen);
  if (outcome === 'password-needed') throw passwordNeeded();
  if (!unconfirmed || outcome === 'wrong-code') throw wrongCode();
  const confirmed = await markConfirmed(deps, unconfirmed);
  if (password !== undefined) await endAccess(deps, confirmed.id);
  const present = (await deps.accounts.find(confirmed.id)) ?? confirmed;
  const started = await startSession(deps, present, userAgent);
  if (!started) throw wrongCode();
  return started;
}

const unknownAccount = { username: '', email: '' };

/** Throws `wrong-code` if another registration replaced the account meanwhile. */
export async function markConfirmed(
  deps: Pick<Ports, 'accounts' | 'clock'>,
  account: Account,
): Promise<Account> {
  const confirmedAt = deps.clock.now();
  const changed = await deps.accounts.change(account.id, ({ registeredBy: _, ...present }) => {
    // The code proves the e-mail address that the account had when the code was checked.
    if (emailKey(present.email) !== emailKey(account.email)) throw wrongCode();
    return { ...present, confirmedAt: present.confirmedAt ?? confirmedAt };
  });
  if (changed.outcome !== 'changed') throw wrongCode();
  return changed.account;
}
