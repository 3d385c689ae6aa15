/** Wakes idle workers of this process when a job arrives. */
export function createWakeUp() {
  const sleepers = new Set<() => void>();
  return {
    wakeAll() {
      for (const wake of sleepers) wake();
    },

    /** Resolves when woken, aborted, or after `milliseconds`. Never rejects. */
    async sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
      if (signal?.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      sleepers.add(resolve);
      // Removed below, because a worker's signal outlives thousands of sleeps.
      const stop = () => resolve();
      signal?.addEventListener('abort', stop, { once: true });
      await promise;
      signal?.removeEventListener('abort', stop);
      clearTimeout(timer);
      sleepers.delete(resolve);
    },
  };
}
