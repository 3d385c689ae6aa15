import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { endSessions } from './end-sessions.ts';

/** Once the password is one that its holder alone can know: of whatever opened the account, nothing does any more. */
export async function endAccess(
  ports: Pick<Ports, 'accounts' | 'sessions' | 'tokens' | 'clock'>,
  id: AccountId,
): Promise<void> {
  await endSessions(ports, id);
  await ports.tokens.removeAll(id);
}
