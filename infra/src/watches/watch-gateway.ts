import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ApiGateway } from '../constructs/api-gateway.ts';
import { period, persistently, type Watch } from './watch.ts';

export function watchGateway({ stage }: ApiGateway): Watch {
  const failed = stage.metricServerError({ period, statistic: Stats.SUM });
  const slow = stage.metricLatency({ period, statistic: 'p95' });
  return {
    alarms: [
      {
        name: 'ServerErrors',
        meaning: 'Requests were answered with a 5xx.',
        metric: failed,
        threshold: 10,
        periods: persistently,
      },
      {
        name: 'Slow',
        meaning: 'One request of twenty took longer than three seconds.',
        metric: slow,
        threshold: 3000,
        periods: { of: 6, breaching: 5 },
      },
    ],
    charts: [
      { title: 'Requests, 5xx', metrics: [stage.metricCount({ period, statistic: Stats.SUM }), failed] },
      { title: 'Requests: latency, p95 (ms)', metrics: [slow] },
    ],
  };
}
