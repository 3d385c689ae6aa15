import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApiGateway } from '../constructs/api-gateway.ts';
import type { Balancer } from '../constructs/balancer.ts';
import { type MonitoringSpec, period, sumOf, sustained } from './monitoring.ts';

export function monitorGateway({ stage }: ApiGateway): MonitoringSpec {
  const failed = stage.metricServerError({ period, statistic: Stats.SUM });
  const slow = stage.metricLatency({ period, statistic: 'p95' });
  return {
    alarms: [
      {
        name: 'ServerErrors',
        meaning: 'Responses had status 5xx.',
        metric: failed,
        threshold: 10,
        periods: sustained,
      },
      {
        name: 'Slow',
        meaning: 'Five percent of the requests took longer than three seconds.',
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

export function monitorBalancer({ balancer, servers }: Balancer): MonitoringSpec {
  const failed = servers.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period });
  const unanswered = balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period });
  const slow = servers.metrics.targetResponseTime({ period, statistic: 'p95' });
  return {
    alarms: [
      {
        name: 'ServerErrors',
        meaning: 'Responses had status 5xx.',
        metric: sumOf({ failed, unanswered }),
        threshold: 10,
        periods: sustained,
      },
      {
        name: 'ServersMissing',
        meaning: 'Fewer than two servers respond.',
        metric: servers.metrics.healthyHostCount({ period, statistic: Stats.MINIMUM }),
        threshold: 2,
        isFloor: true,
        periods: sustained,
      },
      {
        name: 'Slow',
        meaning: 'Five percent of the requests took longer than three seconds.',
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

/** Draws charts only: CloudFront publishes metrics in us-east-1, where alarms of other regions cannot read them. */
export function monitorDistribution(distribution: Distribution): MonitoringSpec {
  const metric = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/CloudFront',
      metricName,
      statistic,
      period,
      region: 'us-east-1',
      dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
    });
  return {
    alarms: [],
    charts: [
      { title: 'CloudFront: requests', metrics: [metric('Requests', Stats.SUM)] },
      {
        title: 'CloudFront: errors (%)',
        metrics: [metric('4xxErrorRate', Stats.AVERAGE), metric('5xxErrorRate', Stats.AVERAGE)],
      },
      {
        title: 'Firewall: blocked requests',
        metrics: ['VitrineGuessing', 'VitrineFlood'].map(
          (rule) =>
            new Metric({
              namespace: 'AWS/WAFV2',
              metricName: 'BlockedRequests',
              statistic: Stats.SUM,
              period,
              region: 'us-east-1',
              label: rule,
              dimensionsMap: { WebACL: 'VitrineFirewall', Rule: rule },
            }),
        ),
      },
    ],
  };
}
