import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';

/** The database ended a transaction for another one's sake: done again, it may well succeed. */
export class Contention extends Error {
  override readonly name = 'Contention';
}

const maxAttempts = 12;
const longestPause = 200;

/** Does it again where the database ended it because of a deadlock, after a pause that differs between rivals. */
export async function untilSettled<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Contention)) throw error;
      if (count === maxAttempts)
        throw new AppError('unavailable', 'Too many changes at once. Please try again.', {
          retryAfter: 1,
          cause: error,
        });
    }
    await sleep(Math.random() * Math.min(longestPause, 2 ** (count + 2)));
  }
}
