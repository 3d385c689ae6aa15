import { apiBase } from '@vitrine/contract/api.ts';
import type { Context } from 'hono';
import { hours, minutes } from '../domain/time.ts';
import { type Limit, takeAttempt } from '../features/shared/rate-limit.ts';
import type { Ports } from '../ports/index.ts';
import type { App, AppEnv } from './environment.ts';

/**
 * Limits what fills the database, by method and route, far above what people and their programs do. The window of
 * uploads is a minute, because large uploads wait for it; duplicates count, too.
 */
const limits: Readonly<Record<string, Limit>> = {
  'POST /uploads': { limit: 5_000, window: minutes(1) },
  'POST /photos': { limit: 1_000, window: minutes(1) },
  'POST /albums': { limit: 1_000, window: hours(1) },
  'POST /me/tokens': { limit: 1_000, window: hours(1) },
  'PUT /photos/:id/like': { limit: 5_000, window: hours(1) },
};

/** Limits how often a member creates rows, from any client and with any token. */
export function limitRatePerUser(app: App, ports: Pick<Ports, 'attempts' | 'clock'>): void {
  for (const [name, limit] of Object.entries(limits)) {
    const [method = '', path = ''] = name.split(' ');
    app.on(method, apiBase + path, async (c, next) => {
      const account = c.get('account');
      if (account)
        await takeAttempt(ports, `${name} ${account.id}`, limit, (outcome) =>
          c.set('limits', [{ name: 'member', ...limit, outcome }]),
        );
      await next();
    });
  }
}

/**
 * Sends the remaining attempts in `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10). The
 * headers contain only what the client can count itself.
 */
export async function sendRateLimitHeaders(c: Context<AppEnv>, next: () => Promise<void>): Promise<void> {
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
