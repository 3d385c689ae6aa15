/** One at a time, in the order in which they came. `take` resolves to the way to give it back. */
export function createLock() {
  let last: Promise<void> = Promise.resolve();
  return {
    async take(): Promise<() => void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const before = last;
      last = promise;
      await before;
      return resolve;
    },
  };
}
