import type { QueryClient } from '@tanstack/react-query';
import { pageAccount, reloadForNewAccount, sessionChannel } from '../api/page-account.ts';
import { type SessionResponse, sessionKey } from '../api/session.ts';

/** Refetches the session whenever it may have changed in another tab. */
export function watchSession(client: QueryClient) {
  const ask = () => client.invalidateQueries({ queryKey: sessionKey });
  sessionChannel().addEventListener('message', ask);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void ask();
  });
  window.addEventListener('pageshow', async ({ persisted }) => {
    if (!persisted) return;
    await ask();
    // The back-forward cache has restored the page with its private content.
    const isLoggedOut = client.getQueryData<SessionResponse>(sessionKey)?.account === null;
    if (isLoggedOut && pageAccount.id) reloadForNewAccount();
  });
}
