import type { Account } from '../../domain/account.ts';
import type { Ports } from '../../ports/index.ts';
import { changeEmailAddress } from '../steps/change-email-address.ts';
import { checkEmail } from './check-email.ts';
import { findNamedAccount } from './find-named-account.ts';

/**
 * For somebody who cannot prove the address, on the word of whoever runs the gallery. No mail is sent, and codes that
 * were mailed before work no more: with a new password, the account is its holder's again. Repeated, it ends what a
 * failure left over.
 */
export async function setEmail(
  ports: Pick<Ports, 'accounts' | 'identity'>,
  name: string,
  email: string,
): Promise<Account> {
  checkEmail(email);
  const { id } = await findNamedAccount(ports, name);
  const account = await changeEmailAddress(ports, id, email, (present) =>
    present.email === email ? present : { ...present, email },
  );
  await ports.identity.setEmail(account);
  return account;
}
