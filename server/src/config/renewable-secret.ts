import { createSecret, type Secret } from './secret.ts';

/* However many connections are refused meanwhile. */
const pauseBetweenLooks = 10_000;

/** A secret that may be changed where it is kept. */
export type RenewableSecret = Secret & {
  /** Looks again, and answers whether it is another one now. Where it cannot be had, it stays what it was. */
  renew(): Promise<boolean>;
};

export function createRenewableSecret(first: string, read: () => Promise<string>): RenewableSecret {
  let value = first;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<boolean> | undefined;

  async function look(): Promise<boolean> {
    lookedAt = performance.now();
    const now = await read().catch(() => value);
    const isAnother = now !== value;
    value = now;
    return isAnother;
  }

  return {
    ...createSecret(''),
    reveal: () => value,
    async renew() {
      if (!looking && performance.now() - lookedAt < pauseBetweenLooks) return false;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
}
