import {
  type Account,
  isReservedUsername,
  type Role,
  usernameForm,
  usernameRule,
} from '../../domain/account.ts';
import { invalidField, takenField } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { checkNewPassword } from '../guards/check-new-password.ts';
import { insertAccount } from '../steps/insert-account.ts';
import { checkEmail } from './check-email.ts';

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
