import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';

const longestPause = 400;

/**
 * Does it again where it answers `undefined`, because another write came between, after a pause that differs between
 * rivals: each time somebody got further.
 */
export async function untilUncontested<T>(
  attempt: () => Promise<T | undefined>,
  patience = 15_000,
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

/**
 * One at a time for each key, in the order in which they came: within a process nobody is in another one's way, and
 * only another process makes one begin again.
 */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, attempt: () => Promise<T | undefined>): Promise<T> => {
    const before = last.get(key);
    const own = (async () => {
      await before?.catch(() => undefined);
      return untilUncontested(attempt);
    })();
    last.set(key, own);
    try {
      return await own;
    } finally {
      if (last.get(key) === own) last.delete(key);
    }
  };
}
