import type { Account } from '../../domain/account.ts';
import type { Ports } from '../../ports/index.ts';

/** By user name or by address: no user name holds an `@`. */
export async function findByLogin(
  ports: Pick<Ports, 'accounts'>,
  login: string,
): Promise<Account | undefined> {
  const name = login.trim();
  return name.includes('@')
    ? await ports.accounts.findByEmail(name)
    : await ports.accounts.findByUsername(name.toLowerCase());
}
