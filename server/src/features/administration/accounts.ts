import {
  type Account,
  isReservedUsername,
  type Role,
  usernameForm,
  usernameRule,
} from '../../domain/account.ts';
import { AppError, invalidField, takenField } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount, changeEmailAddress, findByLogin, insertAccount } from '../shared/accounts.ts';
import { checkNewPassword } from '../shared/passwords.ts';
import { endAccess } from '../shared/sessions.ts';

/* The contract's rule for whoever registers; a test holds them together. */
const emailForm = /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>.]{2,}$/u;

export function checkEmail(email: string): void {
  if (!emailForm.test(email) || email.length > 254)
    throw invalidField('email', `${email} is not an e-mail address.`);
}

export type NewAccount = {
  username: string;
  email: string;
  /** Without one, nobody can log in until one is set. */
  password?: string | undefined;
  displayName?: string | undefined;
  bio?: string | undefined;
  role?: Role | undefined;
};

/** An account that is confirmed at once, because whoever runs the gallery vouches for it. No mail is sent. */
export async function createAccount(
  ports: Pick<Ports, 'accounts' | 'identity' | 'commonPasswords' | 'secrets' | 'clock'>,
  { username, email, password, displayName, bio, role }: NewAccount,
): Promise<Account> {
  const name = username.toLowerCase();
  if (!usernameForm.test(name) || isReservedUsername(name))
    throw invalidField(
      'username',
      `${username} cannot be a user name: it ${usernameRule}, and is not one that Vitrine keeps for itself.`,
    );
  checkEmail(email);
  if (password !== undefined) await checkNewPassword(ports, password, { username: name, email });
  const now = ports.clock.now();
  const account: Account = {
    id: ports.secrets.createId<AccountId>(),
    username: name,
    email,
    displayName: displayName || name,
    bio: bio ?? '',
    role: role ?? 'member',
    confirmedAt: now,
    createdAt: now,
    usage: { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 },
  };
  const field = await insertAccount(ports, account);
  if (field) throw takenField(field, `There is an account with ${field === 'email' ? email : name} already.`);
  if (password === undefined) return account;
  try {
    await ports.identity.setPassword(account, password);
  } catch (error) {
    await ports.accounts.remove(account.id);
    throw error;
  }
  return account;
}

/** By user name or address; for those who run the gallery, whom one may tell that there is none. */
export async function findNamedAccount(ports: Pick<Ports, 'accounts'>, name: string): Promise<Account> {
  const account = await findByLogin(ports, name);
  if (!account) throw new AppError('not-found', `There is no account called ${name}.`);
  return account;
}

/**
 * For somebody who cannot prove the address, on the word of whoever runs the gallery. No mail is sent, and codes that
 * were mailed before work no more: with a new password, the account is its holder's again. Repeated, it ends what a
 * failure left over.
 */
export async function setEmail(
  ports: Pick<Ports, 'accounts' | 'identity'>,
  name: string,
  email: string,
): Promise<Account> {
  checkEmail(email);
  const { id } = await findNamedAccount(ports, name);
  const account = await changeEmailAddress(ports, id, email, (present) =>
    present.email === email ? present : { ...present, email },
  );
  await ports.identity.setEmail(account);
  return account;
}

/** Without the present one, for somebody who has lost it. Confirms the account and ends every session and token of it. */
export async function setPassword(
  ports: Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'tokens' | 'commonPasswords' | 'clock'>,
  name: string,
  password: string,
): Promise<Account> {
  const found = await findNamedAccount(ports, name);
  await checkNewPassword(ports, password, found);
  await ports.identity.setPassword(found, password);
  const now = ports.clock.now();
  const account = await changeAccount(ports, found.id, (present) => {
    if (present.confirmedAt !== undefined) return present;
    const { registeredBy: _, ...unproven } = present;
    return { ...unproven, confirmedAt: now };
  });
  await endAccess(ports, account.id);
  return account;
}

export async function makeAdmin(ports: Pick<Ports, 'accounts'>, name: string): Promise<Account> {
  const { id } = await findNamedAccount(ports, name);
  return changeAccount(ports, id, (present) =>
    present.role === 'admin' ? present : { ...present, role: 'admin' },
  );
}

/** Of an admin. Also of the last one: whoever runs the gallery makes another. */
export async function makeMember(ports: Pick<Ports, 'accounts'>, name: string): Promise<Account> {
  const { id } = await findNamedAccount(ports, name);
  return changeAccount(ports, id, (present) =>
    present.role === 'member' ? present : { ...present, role: 'member' },
  );
}
