import { availableParallelism } from 'node:os';
import { apiBase } from '@vitrine/contract/api.ts';
import type { Context } from 'hono';
import { AppError } from '../domain/errors.ts';
import { clientSubnets } from './client-subnets.ts';
import type { App, AppEnv } from './environment.ts';

type FairQueueOptions = {
  /** Pieces of work that run at once. */
  places: number;
  /** Pieces of work of one group that run at once. */
  placesPerGroup: number;
  /** Waiting pieces of work of one group, beyond which more are refused. */
  waitingPerGroup: number;
  /** Waiting pieces of work of all groups. */
  waiting: number;
};

type Group = { running: number; waiting: (() => void)[] };

/**
 * Runs work in turns: each time a place is free, the group that has waited longest since its last turn gets it. One
 * group's crowd delays another group's first piece by at most one piece of work of each group.
 *
 * `run` throws a `too-many-requests` error when too much waits, and rejects with the signal's reason when it aborts.
 */
export function createFairQueue({ places, placesPerGroup, waitingPerGroup, waiting }: FairQueueOptions) {
  // Maps keep insertion order: a group that got a turn moves to the end.
  const groups = new Map<string, Group>();
  let running = 0;
  let allWaiting = 0;

  function startNext(): void {
    for (const [name, group] of groups) {
      if (running >= places) return;
      if (group.running >= placesPerGroup) continue;
      const start = group.waiting.shift();
      if (!start) continue;
      groups.delete(name);
      groups.set(name, group);
      allWaiting--;
      start();
    }
  }

  function wait(group: Group, signal: AbortSignal | undefined): Promise<void> {
    if (group.waiting.length >= waitingPerGroup || allWaiting >= waiting) throw tooMany();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const start = () => {
      running++;
      group.running++;
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      const index = group.waiting.indexOf(start);
      if (index < 0) return;
      group.waiting.splice(index, 1);
      allWaiting--;
      reject(signal?.reason);
    };
    group.waiting.push(start);
    allWaiting++;
    signal?.addEventListener('abort', leave, { once: true });
    startNext();
    return promise;
  }

  return async <Result>(name: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> => {
    signal?.throwIfAborted();
    const group = groups.get(name) ?? { running: 0, waiting: [] };
    groups.set(name, group);
    try {
      await wait(group, signal);
    } catch (error) {
      if (group.running === 0 && group.waiting.length === 0) groups.delete(name);
      throw error;
    }
    try {
      return await work();
    } finally {
      running--;
      group.running--;
      if (group.running === 0 && group.waiting.length === 0) groups.delete(name);
      startNext();
    }
  };
}

const tooMany = () =>
  new AppError('too-many-requests', 'Too many log-ins right now. Try again in a moment.', {
    retryAfter: 5,
  });

/* Lists every route that hashes a password. A test compares it with the contract. */
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
 * Queues password checks: at most two at a time per account, or per subnet for visitors. Log-ins have slots of their
 * own, so that members and newcomers cannot keep others from logging in.
 */
export function queuePasswordChecks(
  app: App,
  addressOf: (c: Context<AppEnv>) => string | undefined,
  processors = availableParallelism(),
): void {
  const limits = { placesPerGroup: 2, waitingPerGroup: 20, waiting: 1000 };
  const lanes = {
    logIn: createFairQueue({ places: 2 * processors, ...limits }),
    other: createFairQueue({ places: processors, ...limits }),
  };
  const networkOf = (c: Context<AppEnv>) => `network ${clientSubnets(addressOf(c) ?? 'nowhere')[0]?.name}`;
  const memberOf = (c: Context<AppEnv>) => {
    const account = c.get('account');
    return account && `account ${account.id}`;
  };
  for (const lane of ['logIn', 'other'] as const)
    for (const route of passwordRoutes[lane]) {
      const [method = '', path = ''] = route.split(' ');
      app.on(method, apiBase + path, (c, next) => {
        // Log-ins ignore sessions: one subnet must not get more slots by using many accounts.
        const group = (lane === 'other' && memberOf(c)) || networkOf(c);
        return lanes[lane](group, next, c.req.raw.signal);
      });
    }
}
