import { type Account, isReservedUsername } from '../../domain/account.ts';
import { takenEmail, takenField } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { TakenField } from '../../ports/accounts.ts';
import type { Ports } from '../../ports/index.ts';
import { checkNewPassword } from '../guards/check-new-password.ts';
import { findTakenField, insertAccount } from '../steps/insert-account.ts';
import { sendCode } from '../steps/send-code.ts';

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

type Needs = Pick<Ports, 'accounts' | 'identity' | 'attempts' | 'commonPasswords' | 'secrets' | 'clock'>;

/**
 * Makes an account that is confirmed by a code sent to its address. It takes the place of one that holds the address
 * and has not proven it: whoever proves an address owns the account.
 */
export async function registerAccount(
  ports: Needs,
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

async function insertAndMail(ports: Needs, account: Account, password: string): Promise<void> {
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
