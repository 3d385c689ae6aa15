import type { Account } from '../../domain/account.ts';
import { notFound, takenEmail } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

/** The account after the change; a taken address is told as such. */
export async function changeAccount(
  ports: Pick<Ports, 'accounts'>,
  id: AccountId,
  change: (account: Account) => Account,
): Promise<Account> {
  const outcome = await ports.accounts.change(id, change);
  if (outcome.outcome === 'changed') return outcome.account;
  if (outcome.outcome === 'absent') throw notFound('account');
  throw takenEmail();
}
