/** Lets those who wait in this process know that there is something to do. */
export function createWakeUp() {
  const sleepers = new Set<() => void>();
  return {
    wakeAll(): void {
      for (const wake of sleepers) wake();
    },

    /** Until woken, aborted or `milliseconds` have passed. Never rejects. */
    async sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
      if (signal?.aborted) return;
      const { promise, resolve: wake } = Promise.withResolvers<void>();
      const onAbort = () => wake();
      const timer = setTimeout(wake, milliseconds);
      sleepers.add(wake);
      signal?.addEventListener('abort', onAbort, { once: true });
      await promise;
      // Taken off again: a worker's signal outlives thousands of these.
      signal?.removeEventListener('abort', onAbort);
      sleepers.delete(wake);
      clearTimeout(timer);
    },
  };
}
