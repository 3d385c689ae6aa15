import { type Account, yieldsEmail } from '../../domain/account.ts';
import { takenEmail } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from './change-account.ts';
import { removeUnproven } from './remove-unproven.ts';

/* Others may go on registering the address without ever proving it. */
const mostRivals = 5;

/** Gives the account an address that it has proven, in place of any account that never proved it. */
export async function changeEmailAddress(
  ports: Pick<Ports, 'accounts' | 'identity'>,
  id: AccountId,
  email: string,
  change: (account: Account) => Account,
): Promise<Account> {
  for (let rivals = 0; rivals < mostRivals; rivals += 1) {
    const holder = await ports.accounts.findByEmail(email);
    if (!holder || holder.id === id) return await changeAccount(ports, id, change);
    if (!yieldsEmail(holder)) break;
    await removeUnproven(ports, holder);
  }
  throw takenEmail();
}
