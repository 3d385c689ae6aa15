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
