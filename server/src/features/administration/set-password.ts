import type { Account } from '../../domain/account.ts';
import type { Ports } from '../../ports/index.ts';
import { checkNewPassword } from '../guards/check-new-password.ts';
import { changeAccount } from '../steps/change-account.ts';
import { endAccess } from '../steps/end-access.ts';
import { findNamedAccount } from './find-named-account.ts';

/** Without the present one, for somebody who has lost it. Confirms the account and ends every session and token of it. */
export async function setPassword(
  ports: Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'tokens' | 'commonPasswords' | 'clock'>,
  name: string,
  password: string,
): Promise<Account> {
  const found = await findNamedAccount(ports, name);
  await checkNewPassword(ports, password, found);
  await ports.identity.setPassword(found, password);
  const now = ports.clock.now();
  const account = await changeAccount(ports, found.id, (present) => {
    if (present.confirmedAt !== undefined) return present;
    const { registeredBy: _, ...unproven } = present;
    return { ...unproven, confirmedAt: now };
  });
  await endAccess(ports, account.id);
  return account;
}
