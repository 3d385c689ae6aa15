/* How soon it is seen that the shell is gone. */
const look = 500;

/**
 * Runs `start`, then waits for SIGTERM or SIGINT and disposes of what was started. A second signal ends at once. Started by
 * npm it also ends once its shell has: npm passes a signal on to that alone, which ends and tells nobody.
 */
export async function runUntilStopped(start: () => Promise<AsyncDisposable>): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  let signals = 0;
  const stop = () => {
    signals += 1;
    if (signals > 1) process.exit(130);
    stopped.resolve();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const shell = process.ppid;
  const watch = () => process.ppid === shell || stopped.resolve();
  if (process.env.npm_lifecycle_event !== undefined) setInterval(watch, look).unref();
  await using _running = await start();
  await stopped.promise;
}
