import { AppError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';

/** A place for one body that is being received. */
export type Draft = {
  /** Aborts when a newer body for the same address takes over. */
  signal: AbortSignal;
  end(): void;
};

export type Drafts = { begin(address: string, accountId: AccountId): Promise<Draft> };

/**
 * Admits one body per address, the newest, and few per account: what lies half received never exceeds what the quota
 * holds for the announced files by more than a few parts.
 */
export function createDrafts(mostPerAccount: number): Drafts {
  const underWay = new Map<string, { controller: AbortController; ended: Promise<void> }>();
  const counts = new Map<AccountId, number>();

  const count = (accountId: AccountId, difference: 1 | -1) => {
    const present = (counts.get(accountId) ?? 0) + difference;
    if (present > 0) counts.set(accountId, present);
    else counts.delete(accountId);
  };

  return {
    async begin(address, accountId) {
      const previous = underWay.get(address);
      // A body that takes over from another one needs no further place.
      if (!previous && (counts.get(accountId) ?? 0) >= mostPerAccount)
        throw new AppError(
          'too-many-requests',
          `At most ${mostPerAccount} files are received at once. Wait for one of them to arrive.`,
          { retryAfter: 5 },
        );
      const controller = new AbortController();
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      const own = { controller, ended };
      underWay.set(address, own);
      count(accountId, 1);
      previous?.controller.abort();
      await previous?.ended;
      return {
        signal: controller.signal,
        end() {
          if (underWay.get(address) === own) underWay.delete(address);
          count(accountId, -1);
          resolve();
        },
      };
    },
  };
}
