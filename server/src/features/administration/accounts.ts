import { hasRole } from '../../domain/access.ts';
import {
  type Account,
  isReservedUsername,
  type Role,
  usernameForm,
  usernameRule,
} from '../../domain/account.ts';
import { AppError, invalidField, takenField } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { noUsage } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount, changeEmailAddress, findByLogin, insertAccount } from '../shared/accounts.ts';
import { checkNewPassword } from '../shared/passwords.ts';
import { endAccess } from '../shared/sessions.ts';

export type NewAccount = {
  username: string;
  email: string;
  /** Without a password, nobody can log in until one is set. */
  password?: string | undefined;
  displayName?: string | undefined;
  bio?: string | undefined;
  role?: Role | undefined;
};

/** Creates a confirmed account on behalf of the operator. Sends no mail. */
export async function createAccount(
  deps: Pick<Ports, 'accounts' | 'identity' | 'commonPasswords' | 'secrets' | 'clock'>,
  { username, email, password, displayName, bio, role }: NewAccount,
): Promise<Account> {
  const name = username.toLowerCase();
  if (!usernameForm.test(name) || isReservedUsername(name))
    throw invalidField(
      'username',
      `${username} cannot be a user name. ${usernameRule}. Some names are reserved.`,
    );
  checkEmail(email);
  if (password !== undefined) await checkNewPassword(deps, password, { username: name, email });
  const now = deps.clock.now();
  const account: Account = {
    id: deps.secrets.createId<AccountId>(),
    username: name,
    email,
    displayName: displayName || name,
    bio: bio ?? '',
    role: role ?? 'member',
    confirmedAt: now,
    createdAt: now,
    usage: noUsage,
  };
  const field = await insertAccount(deps, account);
  if (field) throw takenField(field, `An account with ${field === 'email' ? email : name} already exists.`);
  if (password === undefined) return account;
  try {
    await deps.identity.setPassword(account, password);
  } catch (error) {
    await deps.accounts.remove(account.id);
    throw error;
  }
  return account;
}

/* Copy of the contract's rule for registrations; a test compares them. */
const emailFormat = /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>.]{2,}$/u;

function checkEmail(email: string): void {
  if (!emailFormat.test(email) || email.length > 254)
    throw invalidField('email', `${email} is not an e-mail address.`);
}

/** Finds an account by user name or e-mail address. Tells whether it exists, so that it is for operators only. */
export async function findNamedAccount(deps: Pick<Ports, 'accounts'>, name: string): Promise<Account> {
  const account = await findByLogin(deps, name);
  if (!account) throw new AppError('not-found', `There is no account called ${name}.`);
  return account;
}

/** Sets a password without the present one. Confirms the account and ends its sessions and tokens. */
export async function setPassword(
  deps: Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'tokens' | 'commonPasswords' | 'clock'>,
  name: string,
  password: string,
): Promise<Account> {
  const found = await findNamedAccount(deps, name);
  await checkNewPassword(deps, password, found);
  await deps.identity.setPassword(found, password);
  const now = deps.clock.now();
  const account = await changeAccount(deps, found.id, (present) => {
    if (present.confirmedAt !== undefined) return present;
    const { registeredBy: _, ...unproven } = present;
    return { ...unproven, confirmedAt: now };
  });
  await endAccess(deps, account.id);
  return account;
}

/**
 * Sets an e-mail address without a code. Sends no mail, and invalidates codes that were mailed before. Repeat it to
 * finish an interrupted run.
 */
export async function setEmail(
  deps: Pick<Ports, 'accounts' | 'identity'>,
  name: string,
  email: string,
): Promise<Account> {
  checkEmail(email);
  const { id } = await findNamedAccount(deps, name);
  const account = await changeEmailAddress(deps, id, email, (present) =>
    present.email === email ? present : { ...present, email },
  );
  await deps.identity.setEmail(account);
  return account;
}

export const makeAdmin = (deps: Pick<Ports, 'accounts'>, name: string): Promise<Account> =>
  setRole(deps, name, 'admin');

/** Also demotes the last admin: the operator can appoint another on the command line. */
export const makeMember = (deps: Pick<Ports, 'accounts'>, name: string): Promise<Account> =>
  setRole(deps, name, 'member');

async function setRole(deps: Pick<Ports, 'accounts'>, name: string, role: Role): Promise<Account> {
  const { id } = await findNamedAccount(deps, name);
  return changeAccount(deps, id, (present) => (hasRole(present, role) ? present : { ...present, role }));
}
