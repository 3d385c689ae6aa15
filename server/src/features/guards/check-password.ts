import type { Account } from '../../domain/account.ts';
import { wrongPassword } from '../../domain/errors.ts';
import { minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { takeAttempt } from './take-attempt.ts';

/** Before anything that must not be done by whoever finds a browser open. */
export async function checkPassword(
  ports: Pick<Ports, 'identity' | 'attempts' | 'clock'>,
  account: Account,
  password: string,
): Promise<void> {
  const key = `password ${account.id}`;
  await takeAttempt(ports, key, { limit: 10, window: minutes(15) });
  if ((await ports.identity.checkPassword(account, password)) !== 'accepted') throw wrongPassword();
  await ports.attempts.reset(key);
}
