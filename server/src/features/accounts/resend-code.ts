import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../guards/find-by-login.ts';

/** Says nothing of whether there is such an account. */
export async function resendCode(ports: Pick<Ports, 'accounts' | 'identity'>, login: string): Promise<void> {
  const account = await findByLogin(ports, login);
  if (account && account.confirmedAt === undefined) await ports.identity.resendConfirmation(account);
}
