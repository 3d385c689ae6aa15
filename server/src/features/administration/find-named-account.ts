import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../guards/find-by-login.ts';

/** By user name or address; for those who run the gallery, whom one may tell that there is none. */
export async function findNamedAccount(ports: Pick<Ports, 'accounts'>, name: string): Promise<Account> {
  const account = await findByLogin(ports, name);
  if (!account) throw new AppError('not-found', `There is no account called ${name}.`);
  return account;
}
