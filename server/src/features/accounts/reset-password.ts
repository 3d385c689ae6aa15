import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../guards/find-by-login.ts';
import { endAccess } from '../steps/end-access.ts';
import { wrongCode } from './confirm-account.ts';
import { tellPasswordChanged } from './tell-credentials-changed.ts';

/** Sets a new password and ends every session and token: whoever had the old one has nothing left. */
export async function resetPassword(
  ports: Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'tokens' | 'jobs' | 'secrets' | 'clock'>,
  { login, code, password }: { login: string; code: string; password: string },
): Promise<void> {
  const account = await findByLogin(ports, login);
  // Asked in any case: how long it takes tells nobody that there is no such account.
  const outcome = await ports.identity.resetPassword(account, code, password);
  if (!account || outcome === 'wrong-code') throw wrongCode();
  await endAccess(ports, account.id);
  await tellPasswordChanged(ports, account);
}
