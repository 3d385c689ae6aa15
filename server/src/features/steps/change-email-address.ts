import { type Account, yieldsEmail } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from './change-account.ts';
import { removeUnproven } from './remove-unproven.ts';

/** Gives the account an address that it has proven, in place of an account that never proved it. */
export async function changeEmailAddress(
  ports: Pick<Ports, 'accounts' | 'identity'>,
  id: AccountId,
  email: string,
  change: (account: Account) => Account,
): Promise<Account> {
  const holder = await ports.accounts.findByEmail(email);
  if (holder && holder.id !== id && yieldsEmail(holder)) await removeUnproven(ports, holder);
  return changeAccount(ports, id, change);
}
