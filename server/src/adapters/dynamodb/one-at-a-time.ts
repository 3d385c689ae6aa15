import { retryOnConflict } from '../../ports/retry-on-conflict.ts';

/**
 * One at a time for each key, in the order in which they came: within a process nobody is in another one's way, and
 * only another process makes one begin again.
 */
export function createOneAtATime() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, attempt: () => Promise<T | undefined>): Promise<T> => {
    const before = last.get(key);
    const own = (async () => {
      await before?.catch(() => undefined);
      return retryOnConflict(attempt);
    })();
    last.set(key, own);
    try {
      return await own;
    } finally {
      if (last.get(key) === own) last.delete(key);
    }
  };
}
