import type { Account } from '../../domain/account.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../shared/accounts.ts';
import { checkNewPassword, checkPassword } from '../shared/passwords.ts';
import { endAccess, endSessions } from '../shared/sessions.ts';
import { markConfirmed, wrongCode } from './registration.ts';
import { tellPasswordChanged } from './tell-credentials-changed.ts';

export type PasswordChange = {
  password: string;
  newPassword: string;
  /** Keeps personal access tokens, which open the account too. */
  keepTokens: boolean;
};

/** Ends every other session and, unless they are kept, every personal access token. */
export async function changePassword(
  ports: Pick<
    Ports,
    | 'accounts'
    | 'identity'
    | 'sessions'
    | 'tokens'
    | 'attempts'
    | 'commonPasswords'
    | 'jobs'
    | 'secrets'
    | 'clock'
  >,
  account: Account,
  sessionId: SessionId,
  { password, newPassword, keepTokens }: PasswordChange,
): Promise<void> {
  await checkPassword(ports, account, password);
  await checkNewPassword(ports, newPassword, account, 'newPassword');
  await ports.identity.changePassword(account, password, newPassword);
  await endSessions(ports, account.id, sessionId);
  if (!keepTokens) await ports.tokens.removeAll(account.id);
  const kept = await ports.tokens.listByAccount(account.id, ports.clock.now());
  await tellPasswordChanged(ports, account, kept.length);
}

type ResetPasswordDeps = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'tokens' | 'jobs' | 'commonPasswords' | 'secrets' | 'clock'
>;

/**
 * Sets a new password and ends every session and token: whoever had the old one has nothing left. The code proves the
 * address, too, where nobody had.
 */
export async function resetPassword(
  ports: ResetPasswordDeps,
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
