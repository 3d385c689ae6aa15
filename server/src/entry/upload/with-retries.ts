import { ApiError } from './api-error.ts';

const attempts = 6;
const longestWait = 60_000;

/** Tries again after half a second, a second, two … if nothing answers or the server is unable to. */
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
  return isBrokenConnection(error);
}

/** The error that `fetch` throws if no answer comes, or not in time. */
export const isBrokenConnection = (error: unknown): error is Error =>
  (error instanceof TypeError && error.message.includes('fetch')) ||
  (error instanceof Error && error.name === 'TimeoutError');

/** Why there was no answer: `connect ECONNREFUSED 127.0.0.1:3000`. */
export function causeOf(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || String((cause as NodeJS.ErrnoException).code);
}
