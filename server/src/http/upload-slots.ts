import { AppError } from '../domain/errors.ts';
import type { AccountId } from '../domain/ids.ts';

/* Each holds a file of 10 MB in memory. */
const mostAtOnce = 6;
const mostPerAccount = 2;

export type UploadSlots = { take(accountId: AccountId): Disposable };

/** Bounds how many small files are in memory at once, for one account and for all. */
export function createUploadSlots(): UploadSlots {
  const taken: AccountId[] = [];
  return {
    take(accountId) {
      const own = taken.filter((id) => id === accountId).length;
      if (own >= mostPerAccount || taken.length >= mostAtOnce)
        throw new AppError(
          'too-many-requests',
          'Other files are being received. Send this one again shortly.',
          {
            retryAfter: 2,
          },
        );
      taken.push(accountId);
      return { [Symbol.dispose]: () => void taken.splice(taken.indexOf(accountId), 1) };
    },
  };
}
