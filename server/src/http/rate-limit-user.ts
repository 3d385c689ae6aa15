import { apiBase } from '@vitrine/contract/api.ts';
import { hours, minutes } from '../domain/time.ts';
import { type Limit, takeAttempt } from '../features/shared/rate-limit.ts';
import type { Ports } from '../ports/index.ts';
import type { App } from './environment.ts';

/**
 * What a member could do often to fill the store, by method and route: each far more than people and their programs do.
 * Uploads come back within the minute, for which whoever sends many waits; files that are there already count, too.
 */
const limits: Readonly<Record<string, Limit>> = {
  'POST /uploads': { limit: 5_000, window: minutes(1) },
  'POST /photos': { limit: 1_000, window: minutes(1) },
  'POST /albums': { limit: 1_000, window: hours(1) },
  'POST /me/tokens': { limit: 1_000, window: hours(1) },
  'PUT /photos/:id/like': { limit: 5_000, window: hours(1) },
};

/** Slows a member down who does too much of what makes rows, from wherever and by whichever token. */
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
