/** Lets those who wait in this process know that there is something to do. */
export function createWakeUp() {
  const sleepers = new Set<() => void>();
  return {
    wakeAll() {
      for (const wake of sleepers) wake();
    },

    /** Until woken, aborted or `milliseconds` have passed. Never rejects. */
    async sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
      if (signal?.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      sleepers.add(resolve);
      // Taken off again: a worker's signal outlives thousands of these.
      const stop = () => resolve();
      signal?.addEventListener('abort', stop, { once: true });
      await promise;
      signal?.removeEventListener('abort', stop);
      clearTimeout(timer);
      sleepers.delete(resolve);
    },
  };
}
