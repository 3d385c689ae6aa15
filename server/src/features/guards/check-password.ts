import type { Account } from '../../domain/account.ts';
import { wrongPassword } from '../../domain/errors.ts';
import { hours, minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { type Limit, takeAttempt } from './take-attempt.ts';

/* Each check costs a slow hash, so that right passwords are limited too. */
const checks: Limit = { limit: 30, window: hours(1) };
const wrongOnes: Limit = { limit: 10, window: minutes(15) };

/**
 * Asks for the password before a change that a person who finds a browser open must not make. Callers refuse what needs
 * no password to be refused before they call it.
 */
export async function checkPassword(
  ports: Pick<Ports, 'identity' | 'attempts' | 'clock'>,
  account: Account,
  password: string,
): Promise<void> {
  const key = `password ${account.id}`;
  await takeAttempt(ports, key, wrongOnes);
  await takeAttempt(ports, `password-checks ${account.id}`, checks);
  if ((await ports.identity.checkPassword(account, password)) !== 'accepted') throw wrongPassword();
  await ports.attempts.giveBack(key, ports.clock.now());
}
