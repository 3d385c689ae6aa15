import type { Account } from '../../domain/account.ts';
import { wrongPassword } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';

/** Before anything that must not be done by whoever finds a browser open. */
export async function checkPassword(
  ports: Pick<Ports, 'identity'>,
  account: Account,
  password: string,
): Promise<void> {
  if ((await ports.identity.checkPassword(account, password)) !== 'accepted') throw wrongPassword();
}
