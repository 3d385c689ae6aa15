import type { Clock } from '../../ports/clock.ts';

type Timer = { due: number; run: () => void };

/**
 * Creates timers that follow the given clock: those of a second or more fire when `catchUp` finds that the clock
 * passed them. Shorter ones are real.
 */
export function createFakeTimers(clock: Clock) {
  const timers = new Set<Timer>();
  const asHandle = (timer: Timer) => Object.assign(timer, { unref: () => timer });
  return {
    setTimeout(run: () => void, milliseconds = 0) {
      if (milliseconds < 1000) return setTimeout(run, milliseconds);
      const timer = { due: clock.now() + milliseconds, run };
      timers.add(timer);
      return asHandle(timer);
    },

    clearTimeout(handle: NodeJS.Timeout | Timer | undefined) {
      if (handle && 'due' in handle) timers.delete(handle);
      else clearTimeout(handle);
    },

    catchUp() {
      const due = [...timers].filter((timer) => timer.due <= clock.now());
      for (const timer of due.toSorted((one, other) => one.due - other.due)) {
        timers.delete(timer);
        timer.run();
      }
    },
  };
}
