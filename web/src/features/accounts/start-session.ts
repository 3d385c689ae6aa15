import type { QueryClient } from '@tanstack/react-query';
import { pageAccount, sessionChannel } from '../../api/page-account.ts';
import { type SessionResponse, sessionKey } from '../../api/session.ts';

/** Starts a session in this page. Drops data read as a visitor, because permissions differ. */
export function startSession(client: QueryClient, session: SessionResponse): void {
  sessionChannel().postMessage('in');
  // Set the account before any request is made for it.
  if (session.account) pageAccount.id = session.account.id;
  client.clear();
  client.setQueryData(sessionKey, session);
}
