import type { Account } from '../../domain/account.ts';
import type { SessionId } from '../../domain/ids.ts';
import { passwordChanged } from '../../domain/mail-texts.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../shared/accounts.ts';
import { enqueueMail } from '../shared/mail.ts';
import { checkNewPassword, checkPassword } from '../shared/passwords.ts';
import { endAccess, endSessions } from '../shared/sessions.ts';
import { markConfirmed, wrongCode } from './registration.ts';

export type PasswordChange = {
  password: string;
  newPassword: string;
  /** Keeps personal access tokens, which open the account too. */
  keepTokens: boolean;
};

type Deps = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'tokens' | 'jobs' | 'commonPasswords' | 'secrets' | 'clock'
>;

/** Ends every other session and, unless they are kept, every personal access token. */
export async function changePassword(
  deps: Deps & Pick<Ports, 'attempts'>,
  account: Account,
  sessionId: SessionId,
  { password, newPassword, keepTokens }: PasswordChange,
): Promise<void> {
  await checkPassword(deps, account, password);
  await checkNewPassword(deps, newPassword, account, 'newPassword');
  await deps.identity.changePassword(account, password, newPassword);
  await endSessions(deps, account.id, sessionId);
  if (!keepTokens) await deps.tokens.removeAll(account.id);
  const now = deps.clock.now();
  const kept = await deps.tokens.listByAccount(account.id, now);
  await enqueueMail(deps, passwordChanged(account, kept.length, now));
}

/** Sets a new password and ends every session and token. The code also confirms an unconfirmed account. */
export async function resetPassword(
  deps: Deps,
  { login, password, ...proof }: CodeProof & { login: string; password: string },
): Promise<void> {
  const account = await findByLogin(deps, login);
  const check = () => checkNewPassword(deps, password, account ?? { username: '', email: '' });
  // Called for unknown accounts too, so that the response time does not tell whether an account exists.
  const outcome = await deps.identity.resetPassword(account, proof, { password, check });
  if (!account || outcome === 'wrong-code') throw wrongCode();
  if (account.confirmedAt === undefined) await markConfirmed(deps, account);
  await endAccess(deps, account.id);
  if (account.confirmedAt !== undefined)
    await enqueueMail(deps, passwordChanged(account, 0, deps.clock.now()));
}
