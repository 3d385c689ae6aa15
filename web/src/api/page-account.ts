/**
 * The account this page was rendered for, or the one that logged in on it since. Tabs share the cookie, so another
 * account may have logged in elsewhere.
 */
export const pageAccount: { id?: string } = {};

/** Dispatched on the window before a reload, so that handlers which block leaving the page remove themselves. */
export const reloadingEvent = 'startinganew';

/** Reloads the page for the current account. Nothing of the previous account stays in memory. */
export function reloadForNewAccount() {
  dispatchEvent(new Event(reloadingEvent));
  location.reload();
}

let channel: BroadcastChannel | undefined;

/** Broadcasts log-ins and log-outs to the other tabs. A page does not receive its own messages. */
export function sessionChannel(): BroadcastChannel {
  channel ??= new BroadcastChannel('vitrine-session');
  return channel;
}
