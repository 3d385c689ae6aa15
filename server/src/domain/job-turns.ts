import { days } from './time.ts';

/**
 * Jobs that may run at once stand in line by their turn. Turns end below every moment that others wait for, so that both
 * are kept in one order, and whoever stands in line is due whatever the clock says.
 */
export const turnsEnd = days(365);

/**
 * Start-time fair queueing: behind the last of its group, and with the first of the line where the group has none there, or
 * has been served more than others. So groups take turns, however many jobs each has waiting.
 */
export const nextTurn = (first: number | undefined, lastOfGroup: number | undefined): number =>
  Math.max(first ?? 0, lastOfGroup === undefined ? 0 : lastOfGroup + 1);
