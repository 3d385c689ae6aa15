import type { QueryClient } from '@tanstack/react-query';
import { pageAccount, reloadForNewAccount, sessionChannel } from '../api/page-account.ts';
import { type SessionResponse, sessionKey } from '../api/session.ts';

/** Asks who is logged in whenever that may have changed out of this page's sight. */
export function watchSession(client: QueryClient) {
  const ask = () => client.invalidateQueries({ queryKey: sessionKey });
  sessionChannel().addEventListener('message', ask);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void ask();
  });
  window.addEventListener('pageshow', async ({ persisted }) => {
    if (!persisted) return;
    await ask();
    // The browser has kept the page whole, with all that is private on it.
    const isLoggedOut = client.getQueryData<SessionResponse>(sessionKey)?.account === null;
    if (isLoggedOut && pageAccount.id) reloadForNewAccount();
  });
}
