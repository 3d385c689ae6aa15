import type { AccountId, SessionId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { changeAccount } from './change-account.ts';

/** Once the password is another one: ends what the one before had opened, log-ins that are under way included. */
export async function endSessions(
  ports: Pick<Ports, 'accounts' | 'sessions' | 'clock'>,
  id: AccountId,
  except?: SessionId,
): Promise<void> {
  const passwordChangedAt = ports.clock.now();
  await changeAccount(ports, id, (account) => ({ ...account, passwordChangedAt }));
  await ports.sessions.removeAll(id, except);
}
