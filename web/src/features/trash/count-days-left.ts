import { trashDays } from '@vitrine/contract/limits.ts';

const day = 24 * 60 * 60 * 1000;

/** Days until a photo is deleted for good, the one that has begun counted: one on the last, none when it is overdue. */
export function countDaysLeft(trashedAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((trashedAt.getTime() + trashDays * day - now.getTime()) / day));
}
