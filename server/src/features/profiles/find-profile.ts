import { type Account, isActive } from '../../domain/account.ts';
import { notFound } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';

/** The account behind a public profile. One that is not confirmed, suspended or cancelled has none. */
export async function findProfile(ports: Pick<Ports, 'accounts'>, username: string): Promise<Account> {
  const account = await ports.accounts.findByUsername(username);
  if (!account || !isActive(account)) throw notFound('member');
  return account;
}
