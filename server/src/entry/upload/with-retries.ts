import { ApiError } from './api-error.ts';

const attempts = 6;
const longestWait = 60_000;

/** Again after half a second, a second, two … where nothing answered or the server was not able to. */
export async function withRetries<Result>(
  delay: (milliseconds: number) => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isPassing(error)) throw error;
      const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
      if (asked > longestWait) throw error;
      // Not all at once again: each a little off.
      const own = 500 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
      await delay(Math.max(asked, own));
    }
}

function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 429 || error.status === 408;
  // What `fetch` throws where no answer comes.
  return error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError');
}
