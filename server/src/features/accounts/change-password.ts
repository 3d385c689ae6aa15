import type { Account } from '../../domain/account.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { checkNewPassword } from '../guards/check-new-password.ts';
import { checkPassword } from '../guards/check-password.ts';
import { endSessions } from '../steps/end-sessions.ts';
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
