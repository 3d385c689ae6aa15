import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { period, type Watch } from './watch.ts';

/** CloudFront tells of itself in us-east-1 alone, where alarms of other regions do not hear it. It is drawn. */
export function watchDistribution(distribution: Distribution): Watch {
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
        title: 'Firewall: turned away',
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
