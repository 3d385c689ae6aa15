import { type Account, isReservedUsername } from '../../domain/account.ts';
import { takenEmail, takenField } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { TakenField } from '../../ports/accounts.ts';
import type { Ports } from '../../ports/index.ts';

export type Registration = {
  username: string;
  email: string;
  password: string;
  displayName?: string | undefined;
};

const taken = (field: TakenField) =>
  field === 'username' ? takenField(field, 'This user name is taken') : takenEmail();

/** Makes an account that is confirmed by a code sent to its address. */
export async function registerAccount(
  ports: Pick<Ports, 'accounts' | 'identity' | 'secrets' | 'clock'>,
  { username, email, password, displayName }: Registration,
): Promise<Account> {
  if (isReservedUsername(username)) throw taken('username');
  const account: Account = {
    id: ports.secrets.createId<AccountId>(),
    username,
    email,
    displayName: displayName || username,
    bio: '',
    role: 'member',
    createdAt: ports.clock.now(),
    usage: { photos: 0, publicPhotos: 0, bytes: 0 },
  };
  const inserted = await ports.accounts.insert(account);
  if (inserted.outcome === 'taken') throw taken(inserted.field);
  try {
    await ports.identity.register(account, password);
  } catch (error) {
    // Each whatever becomes of the other: a name without credentials would be nobody's, and taken.
    await Promise.allSettled([ports.accounts.remove(account.id), ports.identity.remove(account)]);
    throw error;
  }
  return account;
}
