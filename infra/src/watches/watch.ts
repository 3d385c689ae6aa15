import { Duration } from 'aws-cdk-lib';
import type { AlarmRule, Chart } from '../constructs/monitoring.ts';

/** What of a part is looked at: what wakes somebody up, and what is drawn. */
export type Watch = { alarms: AlarmRule[]; charts: Chart[] };

/** What every chart and alarm counts by. */
export const period = Duration.minutes(5);
/** Not once, but for most of a quarter of an hour. */
export const persistently = { of: 3, breaching: 2 };

export const watchAll = (watches: readonly Watch[]): Watch => ({
  alarms: watches.flatMap(({ alarms }) => alarms),
  charts: watches.flatMap(({ charts }) => charts),
});
