import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { seconds } from '../domain/time.ts';

const longestPause = 400;

/**
 * Repeats an operation while it returns `undefined` because of a concurrent write. Random pauses separate the
 * rivals, one of which succeeds each time.
 */
export async function retryOnConflict<T>(
  attempt: () => Promise<T | undefined>,
  patience = seconds(15),
): Promise<T> {
  const deadline = performance.now() + patience;
  for (let count = 1; ; count += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
    if (performance.now() > deadline)
      throw new AppError('unavailable', 'Too many changes at once. Please try again.', { retryAfter: 1 });
    await sleep(Math.random() * Math.min(longestPause, 2 ** (count + 3)));
  }
}
