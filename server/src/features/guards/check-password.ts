import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';

/** Before anything that must not be done by whoever finds a browser open. */
export async function checkPassword(
  ports: Pick<Ports, 'identity'>,
  account: Account,
  password: string,
): Promise<void> {
  if ((await ports.identity.checkPassword(account, password)) === 'accepted') return;
  const message = 'The password is wrong';
  throw new AppError('wrong-credentials', message, { errors: [{ path: 'password', message }] });
}
