import type { Context } from 'hono';
import type { Limit } from '../features/shared/rate-limit.ts';
import type { AttemptOutcome } from '../ports/attempts.ts';

export type CountedLimit = Limit & { name: 'network' | 'site' | 'login' | 'member'; outcome: AttemptOutcome };

/**
 * Says in `RateLimit` and `RateLimit-Policy` how often a route may still be called
 * (draft-ietf-httpapi-ratelimit-headers-10), and nothing that a stranger could not count themselves.
 */
export async function sendRateLimitHeaders(
  c: Context<{ Variables: { limits?: CountedLimit[] } }>,
  next: () => Promise<void>,
): Promise<void> {
  await next();
  const limits = c.get('limits') ?? [];
  if (limits.length === 0) return;
  const policies = limits.map(({ name, limit, window }) => `"${name}";q=${limit};w=${window / 1000}`);
  const states = limits.map(({ name, outcome }) =>
    outcome.allowed
      ? `"${name}";r=${outcome.remaining};t=${outcome.resetAfter}`
      : `"${name}";r=0;t=${outcome.retryAfter}`,
  );
  c.header('RateLimit-Policy', policies.join(', '));
  c.header('RateLimit', states.join(', '));
}
