import type { Account } from '../../domain/account.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { checkPassword } from '../guards/check-password.ts';
import { endSessions } from '../steps/end-sessions.ts';
import { tellPasswordChanged } from './tell-credentials-changed.ts';

/** Ends every other session. */
export async function changePassword(
  ports: Pick<Ports, 'accounts' | 'identity' | 'sessions' | 'attempts' | 'jobs' | 'secrets' | 'clock'>,
  account: Account,
  sessionId: SessionId,
  { password, newPassword }: { password: string; newPassword: string },
): Promise<void> {
  await checkPassword(ports, account, password);
  await ports.identity.changePassword(account, password, newPassword);
  await endSessions(ports, account.id, sessionId);
  await tellPasswordChanged(ports, account);
}
