import { Duration } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation, type TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { DatabaseCluster, DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ApiGateway } from './api-gateway.ts';
import type { Balancer } from './balancer.ts';
import type { JobQueue } from './job-queue.ts';
import type { AlarmRule, Chart } from './monitoring.ts';
import type { ServerFunction } from './server-function.ts';

/** What of a part is looked at: what wakes somebody up, and what is drawn. */
export type Watch = { alarms: AlarmRule[]; charts: Chart[] };

const period = Duration.minutes(5);
const persistently = { of: 3, breaching: 2 };
const gigabyte = 1024 ** 3;

export function watchJobs(jobs: JobQueue): Watch {
  const dead = jobs.dead.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM });
  const age = jobs.queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM });
  const waiting = jobs.queue.metricApproximateNumberOfMessagesVisible({ period });
  return {
    alarms: [
      { name: 'DeadJobs', meaning: 'A job failed for the last time.', metric: dead, threshold: 1 },
      {
        name: 'JobsWait',
        meaning: 'The oldest job has waited for half an hour.',
        metric: age,
        threshold: 1800,
        periods: persistently,
      },
    ],
    charts: [
      { title: 'Jobs: waiting, dead', metrics: [waiting, dead] },
      { title: 'Jobs: age of the oldest (s)', metrics: [age] },
    ],
  };
}

export function watchFunctions({ api, worker }: { api: ServerFunction; worker: ServerFunction }): Watch {
  const errors = (part: ServerFunction) => part.function.metricErrors({ period });
  const throttles = (part: ServerFunction) => part.function.metricThrottles({ period });
  return {
    alarms: [
      {
        name: 'ApiErrors',
        meaning: 'The function that answers requests ended in an error.',
        metric: errors(api),
        threshold: 5,
      },
      {
        name: 'WorkerErrors',
        meaning: 'The function that works through jobs ended in an error, time or memory.',
        metric: errors(worker),
        threshold: 5,
        periods: persistently,
      },
      {
        name: 'Throttled',
        meaning: 'The account allows no more functions at once.',
        metric: new MathExpression({
          expression: 'api + worker',
          usingMetrics: { api: throttles(api), worker: throttles(worker) },
          period,
        }),
        threshold: 10,
        periods: persistently,
      },
    ],
    charts: [
      { title: 'Functions: errors', metrics: [errors(api), errors(worker)] },
      { title: 'Functions: throttled', metrics: [throttles(api), throttles(worker)] },
      {
        title: 'Functions: duration, p95 (ms)',
        metrics: [api, worker].map((part) => part.function.metricDuration({ period, statistic: 'p95' })),
      },
    ],
  };
}

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

export function watchTable(table: TableV2): Watch {
  const operations = [
    Operation.GET_ITEM,
    Operation.PUT_ITEM,
    Operation.UPDATE_ITEM,
    Operation.QUERY,
    Operation.TRANSACT_WRITE_ITEMS,
  ];
  const throttled = table.metricThrottledRequestsForOperations({ operations, period });
  return {
    alarms: [
      {
        name: 'TableThrottled',
        meaning: 'DynamoDB turned requests away.',
        metric: throttled,
        threshold: 10,
        periods: persistently,
      },
      {
        name: 'TableErrors',
        meaning: 'DynamoDB itself failed.',
        metric: table.metricSystemErrorsForOperations({ operations, period }),
        threshold: 5,
      },
    ],
    charts: [
      {
        title: 'Table: units read and written',
        metrics: [
          table.metricConsumedReadCapacityUnits({ period }),
          table.metricConsumedWriteCapacityUnits({ period }),
        ],
      },
      { title: 'Table: throttled', metrics: [throttled] },
    ],
  };
}

export function watchCluster(cluster: DatabaseCluster): Watch {
  const use = cluster.metricACUUtilization({ period });
  const connections = cluster.metricDatabaseConnections({ period, statistic: Stats.MAXIMUM });
  return {
    alarms: [
      {
        name: 'DatabaseBusy',
        meaning: 'The database is at the most that it may grow to.',
        metric: use,
        threshold: 90,
        periods: persistently,
      },
      {
        name: 'DatabaseConnections',
        meaning: 'The database holds nearly all the connections that it can.',
        metric: connections,
        threshold: 800,
      },
    ],
    charts: [
      { title: 'Database: share of its limit (%)', metrics: [use] },
      { title: 'Database: connections', metrics: [connections] },
      {
        title: 'Database: bytes kept',
        metrics: [cluster.metricVolumeBytesUsed({ period: Duration.hours(1) })],
      },
    ],
  };
}

export function watchInstance(instance: DatabaseInstance): Watch {
  const processor = instance.metricCPUUtilization({ period });
  const free = instance.metricFreeStorageSpace({ period, statistic: Stats.MINIMUM });
  return {
    alarms: [
      {
        name: 'DatabaseBusy',
        meaning: 'The database’s processors are at 90 %.',
        metric: processor,
        threshold: 90,
        periods: persistently,
      },
      {
        name: 'DatabaseFull',
        meaning: 'Less than 4 GB are left for the database, or it cannot grow.',
        metric: free,
        threshold: 4 * gigabyte,
        isFloor: true,
      },
      {
        name: 'DatabaseMemory',
        meaning: 'Less than 200 MB of memory are left to the database.',
        metric: instance.metricFreeableMemory({ period, statistic: Stats.MINIMUM }),
        threshold: 0.2 * gigabyte,
        isFloor: true,
        periods: persistently,
      },
    ],
    charts: [
      { title: 'Database: processors (%)', metrics: [processor] },
      { title: 'Database: bytes free', metrics: [free] },
      { title: 'Database: connections', metrics: [instance.metricDatabaseConnections({ period })] },
    ],
  };
}

export function watchBalancer({ balancer, servers }: Balancer): Watch {
  const failed = servers.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period });
  const unanswered = balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period });
  const slow = servers.metrics.targetResponseTime({ period, statistic: 'p95' });
  return {
    alarms: [
      {
        name: 'ServerErrors',
        meaning: 'Requests were answered with a 5xx.',
        metric: new MathExpression({
          expression: 'failed + unanswered',
          usingMetrics: { failed, unanswered },
          period,
        }),
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

export function watchFleet(group: AutoScalingGroup): Watch {
  const processor = new Metric({
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    dimensionsMap: { AutoScalingGroupName: group.autoScalingGroupName },
    period,
  });
  return {
    alarms: [
      {
        name: 'ServersBusy',
        meaning: 'The servers are at 90 %, and there are as many as there may be.',
        metric: processor,
        threshold: 90,
        periods: persistently,
      },
    ],
    charts: [{ title: 'Servers: processors (%)', metrics: [processor] }],
  };
}

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

export const watchAll = (watches: readonly Watch[]): Watch => ({
  alarms: watches.flatMap(({ alarms }) => alarms),
  charts: watches.flatMap(({ charts }) => charts),
});
