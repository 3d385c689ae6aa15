import type { Timestamp } from '../domain/time.ts';

export type AttemptOutcome =
  /** `remaining` is what the last count left. `resetAfter` is in whole seconds. */
  | { allowed: true; remaining: number; resetAfter: number }
  /** Whole seconds until the next attempt is allowed. */
  | { allowed: false; retryAfter: number };

/** Counters behind rate limits, shared by all processes. */
export interface AttemptStore {
  /**
   * Takes one of `limit` attempts. All of them are restored `window` milliseconds after the first. Concurrent calls
   * never get more than the limit. A key has at most 200 characters.
   */
  take(request: { key: string; limit: number; window: number; now: Timestamp }): Promise<AttemptOutcome>;
  /** Returns one attempt of the present window. Does nothing if none was taken or the window is over. */
  refund(key: string, now: Timestamp): Promise<void>;
  /**
   * Adds the integer `by` to a counter and returns the sum. The counter restarts `window` milliseconds after its
   * first addition. Adding 0 only reads. A key serves either this or `take`, never both.
   */
  tally(request: { key: string; by: number; window: number; now: Timestamp }): Promise<number>;
  /** Restores all attempts. */
  reset(key: string): Promise<void>;
  removeExpired(now: Timestamp): Promise<void>;
}
