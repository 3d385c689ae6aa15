import { AppError } from '../domain/errors.ts';

export type TurnsOptions = {
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
export function createFairTurns({ places, placesPerGroup, waitingPerGroup, waiting }: TurnsOptions) {
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
  new AppError('too-many-requests', 'Too many passwords are being checked just now. Try again in a moment.', {
    retryAfter: 5,
  });
