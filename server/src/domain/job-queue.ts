import { days, hours, type Timestamp } from './time.ts';

/**
 * No job waits longer than this, be it for its time, its next attempt or the end of a lease. One that does was given its
 * time under a clock that ran ahead and is set right since: it is due.
 */
export const longestWait = hours(3);

/** @throws {RangeError} where it would be taken for a mistake of the clock. */
export function checkRunAt(runAt: Timestamp, now: Timestamp): void {
  if (runAt - now > longestWait)
    throw new RangeError(
      `a job waits for ${longestWait / hours(1)} hours at most: have the regular work find what is due later`,
    );
}

/**
 * Jobs that may run at once stand in line by their turn. Turns end below every moment that others wait for, so that both
 * are kept in one order, and whoever stands in line is due whatever the clock says.
 */
export const queuePositionsEnd = days(365);

/**
 * Start-time fair queueing: behind the last of its group, and with the first of the line where the group has none there, or
 * has been served more than others. So groups take turns, however many jobs each has waiting.
 */
export const nextQueuePosition = (first: number | undefined, lastOfGroup: number | undefined): number =>
  Math.max(first ?? 0, lastOfGroup === undefined ? 0 : lastOfGroup + 1);

/**
 * Lines of jobs with workers of their own, so that no kind of work waits for another kind. The lightest comes first:
 * `short` answers people, `upkeep` removes what is no longer needed, `rendering` draws pictures, and `heavy` draws those of
 * accounts that have had much drawn lately.
 */
export const jobLanes = ['short', 'upkeep', 'rendering', 'heavy'] as const;
export type JobLane = (typeof jobLanes)[number];

const lanes: Readonly<Record<string, JobLane>> = {
  'render-photo': 'rendering',
  'cut-avatar': 'rendering',
  'discard-original': 'upkeep',
  'purge-photos': 'upkeep',
  'purge-account': 'upkeep',
  'settle-likes': 'upkeep',
  tidy: 'upkeep',
};

/** The lane in which a job of this name begins to wait. */
export const laneOfJob = (name: string): JobLane => (Object.hasOwn(lanes, name) && lanes[name]) || 'short';

/** Jobs move to heavier lanes only, so that none goes back and forth. */
export const isHeavier = (lane: JobLane, than: JobLane): boolean =>
  jobLanes.indexOf(lane) > jobLanes.indexOf(than);
