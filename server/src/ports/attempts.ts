import type { Timestamp } from '../domain/time.ts';

export type AttemptOutcome =
  /** How many more there are, as far as is known without counting again, and whole seconds until all come back. */
  | { allowed: true; remaining: number; resetAfter: number }
  /** Whole seconds until there is another attempt. */
  | { allowed: false; retryAfter: number };

/** How often something was tried lately, wherever it was tried: what limits of rate are kept by. */
export interface AttemptStore {
  /**
   * Takes one of `limit` attempts, which come back all together `window` milliseconds after the first of them. Of
   * many that ask at once no more than the limit get one. A key has at most 200 characters.
   */
  take(request: { key: string; limit: number; window: number; now: Timestamp }): Promise<AttemptOutcome>;
  /** Gives one attempt of the present window back. Nothing happens if none was taken or the window is over. */
  giveBack(key: string, now: Timestamp): Promise<void>;
  /**
   * Adds `by`, a whole number, to what was counted under a key, and answers the sum, which begins anew `window` milliseconds
   * after the first of it. Adding 0 only reads. A key is for this or for `take`, not for both.
   */
  tally(request: { key: string; by: number; window: number; now: Timestamp }): Promise<number>;
  /** Gives all attempts back. */
  reset(key: string): Promise<void>;
  removeExpired(now: Timestamp): Promise<void>;
}
