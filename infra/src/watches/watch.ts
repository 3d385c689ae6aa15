import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmRule, Chart } from '../constructs/monitoring.ts';

/** What of a part is looked at: what wakes somebody up, and what is drawn. */
export type Watch = { alarms: AlarmRule[]; charts: Chart[] };

/** What every chart and alarm counts by. */
export const period = Duration.minutes(5);
/** Not once, but for most of a quarter of an hour. */
export const persistently = { of: 3, breaching: 2 };

/**
 * Several numbers as one. What counts failures is published where there are some alone, and a sum of which one part is missing is
 * missing itself: each is taken as none where nothing was counted.
 */
export const sumOf = (usingMetrics: Record<string, IMetric>): MathExpression =>
  new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics,
    period,
  });

export const watchAll = (watches: readonly Watch[]): Watch => ({
  alarms: watches.flatMap(({ alarms }) => alarms),
  charts: watches.flatMap(({ charts }) => charts),
});
