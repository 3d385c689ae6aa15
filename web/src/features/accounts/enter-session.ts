import type { QueryClient } from '@tanstack/react-query';
import { pageAccount } from '../../api/page-account.ts';
import { sessionChannel } from '../../api/session-channel.ts';
import { type SessionAnswer, sessionKey } from '../../api/use-session.ts';

/** Takes over a session that has just begun. What was read as a visitor is read again: what may be done differs. */
export function enterSession(client: QueryClient, session: SessionAnswer): void {
  sessionChannel().postMessage('in');
  // Before anything is asked for them.
  if (session.account) pageAccount.id = session.account.id;
  client.clear();
  client.setQueryData(sessionKey, session);
}
