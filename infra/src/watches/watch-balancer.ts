import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Balancer } from '../constructs/balancer.ts';
import { period, persistently, sumOf, type Watch } from './watch.ts';

export function watchBalancer({ balancer, servers }: Balancer): Watch {
  const failed = servers.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period });
  const unanswered = balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period });
  const slow = servers.metrics.targetResponseTime({ period, statistic: 'p95' });
  return {
    alarms: [
      {
        name: 'ServerErrors',
        meaning: 'Requests were answered with a 5xx.',
        metric: sumOf({ failed, unanswered }),
        threshold: 10,
        periods: persistently,
      },
      {
        name: 'ServersMissing',
        meaning: 'Fewer than two servers answer.',
        metric: servers.metrics.healthyHostCount({ period, statistic: Stats.MINIMUM }),
        threshold: 2,
        isFloor: true,
        periods: persistently,
      },
      {
        name: 'Slow',
        meaning: 'One request of twenty took longer than three seconds.',
        metric: slow,
        threshold: 3,
        periods: { of: 6, breaching: 5 },
      },
    ],
    charts: [
      { title: 'Requests, 5xx', metrics: [servers.metrics.requestCount({ period }), failed, unanswered] },
      { title: 'Requests: latency, p95 (s)', metrics: [slow] },
    ],
  };
}
