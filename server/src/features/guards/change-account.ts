import type { Account } from '../../domain/account.ts';
import { AppError, notFound } from '../../domain/errors.ts';
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
  const message = 'There is an account with this address already';
  throw new AppError('taken', message, { errors: [{ path: 'email', message }] });
}
