/** Runs `start`, then waits for SIGTERM or SIGINT and disposes of what was started. A second signal ends at once. */
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
  await using _running = await start();
  await stopped.promise;
}
