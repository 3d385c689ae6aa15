import { days, hours, type Timestamp } from './time.ts';

/**
 * Longest wait of a job for its time, its next attempt or the end of a lease. A job with a later time got it from a
 * clock that ran ahead and was corrected since, so that it is due.
 */
export const longestWait = hours(3);

/** @throws {RangeError} if `runAt` is further away than `longestWait`. */
export function checkRunAt(runAt: Timestamp, now: Timestamp): void {
  if (runAt - now > longestWait)
    throw new RangeError(
      `a job waits for ${longestWait / hours(1)} hours at most: have the regular work find what is due later`,
    );
}

/**
 * Upper bound of queue positions. Due jobs are ordered by position, other jobs by time. Positions are smaller than any
 * present time, so that one index holds both and a due job stays due whatever the clock says.
 */
export const queuePositionsEnd = days(365);

/**
 * Start-time fair queueing. A job comes one position behind the last of its group, and at the head of the queue if the
 * group has none waiting. Groups thus take turns, however many jobs each has.
 */
export const nextQueuePosition = (first: number | undefined, lastOfGroup: number | undefined): number =>
  Math.max(first ?? 0, lastOfGroup === undefined ? 0 : lastOfGroup + 1);

/**
 * Queues with workers of their own, so that no kind of work waits for another kind. The lightest comes first: `short`
 * for mail and codes, `upkeep` for deletions, `rendering` for photos, `heavy` for photos of accounts that used much
 * lately.
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

/** Returns the lane in which a job of this name starts to wait. */
export const laneOfJob = (name: string): JobLane => (Object.hasOwn(lanes, name) && lanes[name]) || 'short';

/** Jobs move to heavier lanes only, so that none moves back and forth. */
export const isHeavier = (lane: JobLane, than: JobLane): boolean =>
  jobLanes.indexOf(lane) > jobLanes.indexOf(than);

/**
 * Decides for each claim of a lane whether queued jobs come before timed ones. The answer alternates, so that neither
 * kind waits for all jobs of the other.
 */
export function createAlternation(): (lane: JobLane) => boolean {
  const queuedFirst = new Map<JobLane, boolean>();
  return (lane) => {
    const answer = !queuedFirst.get(lane);
    queuedFirst.set(lane, answer);
    return answer;
  };
}
