let channel: BroadcastChannel | undefined;

/** By which tabs tell each other that somebody has logged in or out. What a page says, it does not hear itself. */
export function sessionChannel(): BroadcastChannel {
  channel ??= new BroadcastChannel('vitrine-session');
  return channel;
}
