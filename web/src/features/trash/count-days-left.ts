import { trashDays } from '@vitrine/contract/limits.ts';

const day = 24 * 60 * 60 * 1000;

/** Counts the days until a photo is deleted, including today: one on the last day, zero if overdue. */
export function countDaysLeft(trashedAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((trashedAt.getTime() + trashDays * day - now.getTime()) / day));
}
