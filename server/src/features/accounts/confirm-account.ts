import { AppError } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../guards/find-by-login.ts';

export const wrongCode = () =>
  new AppError(
    'wrong-code',
    'This code is wrong, was used already or has expired. You can ask for another one.',
    {
      errors: [{ path: 'code', message: 'This code is wrong or has expired' }],
    },
  );

/** Confirming twice with the same code fails like a wrong code; the account stays confirmed. */
export async function confirmAccount(
  ports: Pick<Ports, 'accounts' | 'identity' | 'clock'>,
  { login, code }: { login: string; code: string },
): Promise<void> {
  const account = await findByLogin(ports, login);
  const unconfirmed = account?.confirmedAt === undefined ? account : undefined;
  // Asked in any case: how long it takes tells nobody that there is no such account.
  const outcome = await ports.identity.confirm(unconfirmed, code);
  if (!unconfirmed || outcome === 'wrong-code') throw wrongCode();
  const confirmedAt = ports.clock.now();
  await ports.accounts.change(unconfirmed.id, (present) => ({
    ...present,
    confirmedAt: present.confirmedAt ?? confirmedAt,
  }));
}
