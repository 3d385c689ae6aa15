import { hours, type Timestamp } from './time.ts';

/**
 * No job waits longer than this, be it for its time, its next attempt or the end of a lease. One that does was given its
 * time under a clock that ran ahead and is set right since: it is due.
 */
export const longestWait = hours(3);

/** @throws {RangeError} where it would be taken for a mistake of the clock. */
export function checkRunAt(runAt: Timestamp, now: Timestamp): void {
  if (runAt - now > longestWait)
    throw new RangeError(
      `a job waits for ${longestWait / hours(1)} hours at most: have the regular work find what is due later`,
    );
}
