import { availableParallelism } from 'node:os';
import { apiBase } from '@vitrine/contract/api.ts';
import type { Context } from 'hono';
import type { App, Environment } from './environment.ts';
import { createFairTurns } from './fair-turns.ts';
import { networksOf } from './networks-of.ts';

/* Every route that hashes a password. A test compares the list with the contract's routes. */
export const passwordRoutes = {
  logIn: ['POST /session'],
  other: [
    'POST /accounts',
    'POST /accounts/confirm',
    'POST /accounts/reset-password',
    'PUT /me/password',
    'PUT /me/email',
    'POST /me/tokens',
    'DELETE /me',
  ],
} as const;

/**
 * Checks passwords in turns, at most two at a time for one account, or for one network where nobody is logged in.
 * Log-ins have places of their own, so that nothing that members or newcomers do keeps others from logging in.
 */
export function takePasswordTurns(
  app: App,
  addressOf: (c: Context<Environment>) => string | undefined,
  processors = availableParallelism(),
): void {
  const limits = { placesPerGroup: 2, waitingPerGroup: 20, waiting: 1000 };
  const lanes = {
    logIn: createFairTurns({ places: 2 * processors, ...limits }),
    other: createFairTurns({ places: processors, ...limits }),
  };
  const networkOf = (c: Context<Environment>) => `network ${networksOf(addressOf(c) ?? 'nowhere')[0]?.name}`;
  const memberOf = (c: Context<Environment>) => {
    const account = c.get('account');
    return account && `account ${account.id}`;
  };
  for (const lane of ['logIn', 'other'] as const)
    for (const route of passwordRoutes[lane]) {
      const [method = '', path = ''] = route.split(' ');
      app.on(method, apiBase + path, (c, next) => {
        // A session beside a log-in counts for nothing: one network has no more places by many accounts.
        const group = (lane === 'other' && memberOf(c)) || networkOf(c);
        return lanes[lane](group, next, c.req.raw.signal);
      });
    }
}
