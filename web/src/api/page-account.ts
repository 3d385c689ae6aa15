let channel: BroadcastChannel | undefined;

/** By which tabs tell each other that somebody has logged in or out. What a page says, it does not hear itself. */
export function sessionChannel(): BroadcastChannel {
  channel ??= new BroadcastChannel('vitrine-session');
  return channel;
}

/**
 * Whom this page is for: who was logged in when it was drawn, or has logged in on it since. The cookie is shared with
 * other tabs, where somebody else may have logged in meanwhile.
 */
export const pageAccount: { id?: string } = {};

/** Told to the window just before: whoever would keep the browser from leaving lets go. */
export const reloadingEvent = 'startinganew';

/** Draws the page for who is logged in now, with nothing left in memory of anybody else's. */
export function reloadForNewAccount() {
  dispatchEvent(new Event(reloadingEvent));
  location.reload();
}
