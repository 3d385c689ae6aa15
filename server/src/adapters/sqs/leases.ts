import type { Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';

/**
 * Until when this process holds which messages. SQS may believe a receipt whose time is over, or that was replaced by
 * another: what is not held any longer is not told to it.
 */
export function createLeases(clock: Clock) {
  const ends = new Map<string, Timestamp>();
  const isHeld = (receipt: string) => (ends.get(receipt) ?? 0) > clock.now();
  return {
    isHeld,

    begin(receipt: string, until: Timestamp) {
      ends.set(receipt, until);
    },

    /** False where it came to its end meanwhile. */
    extend(receipt: string, until: Timestamp): boolean {
      if (!ends.has(receipt)) return false;
      ends.set(receipt, until);
      return true;
    },

    /** Whether it was held until now. */
    end(receipt: string): boolean {
      const wasHeld = isHeld(receipt);
      ends.delete(receipt);
      return wasHeld;
    },
  };
}
