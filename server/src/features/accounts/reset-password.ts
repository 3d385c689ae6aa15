import type { CodeProof } from '../../ports/identity.ts';
import type { Ports } from '../../ports/index.ts';
import { checkNewPassword } from '../guards/check-new-password.ts';
import { findByLogin } from '../guards/find-by-login.ts';
import { endAccess } from '../steps/end-access.ts';
import { markConfirmed, wrongCode } from './confirm-account.ts';
import { tellPasswordChanged } from './tell-credentials-changed.ts';

type Needs = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'tokens' | 'jobs' | 'commonPasswords' | 'secrets' | 'clock'
>;

/**
 * Sets a new password and ends every session and token: whoever had the old one has nothing left. The code proves the
 * address, too, where nobody had.
 */
export async function resetPassword(
  ports: Needs,
  { login, password, ...proof }: CodeProof & { login: string; password: string },
): Promise<void> {
  const account = await findByLogin(ports, login);
  const check = () => checkNewPassword(ports, password, account ?? { username: '', email: '' });
  // Asked in any case: how long it takes tells nobody that there is no such account.
  const outcome = await ports.identity.resetPassword(account, proof, { password, check });
  if (!account || outcome === 'wrong-code') throw wrongCode();
  if (account.confirmedAt === undefined) await markConfirmed(ports, account);
  await endAccess(ports, account.id);
  if (account.confirmedAt !== undefined) await tellPasswordChanged(ports, account);
}
