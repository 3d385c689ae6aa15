import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { JobQueue } from '../constructs/job-queue.ts';
import type { ServerFunction } from '../constructs/server-function.ts';
import { type MonitoringSpec, period, sumOf, sustained } from './monitoring.ts';

export function monitorFunctions({
  api,
  worker,
}: {
  api: ServerFunction;
  worker: ServerFunction;
}): MonitoringSpec {
  const errors = (part: ServerFunction) => part.function.metricErrors({ period });
  const throttles = (part: ServerFunction) => part.function.metricThrottles({ period });
  return {
    alarms: [
      {
        name: 'ApiErrors',
        meaning: 'The API function crashed or timed out.',
        metric: errors(api),
        threshold: 5,
      },
      {
        name: 'WorkerErrors',
        meaning: 'The worker function crashed, timed out, or ran out of memory.',
        metric: errors(worker),
        threshold: 5,
        periods: sustained,
      },
      {
        name: 'Throttled',
        meaning: 'The account’s limit of concurrent functions is reached.',
        metric: sumOf({ api: throttles(api), worker: throttles(worker) }),
        threshold: 10,
        periods: sustained,
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

export function monitorFleet(group: AutoScalingGroup): MonitoringSpec {
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
        meaning: 'The servers use 90 % of their processors.',
        metric: processor,
        threshold: 90,
        periods: sustained,
      },
    ],
    charts: [{ title: 'Servers: processors (%)', metrics: [processor] }],
  };
}

export function monitorJobs(jobs: JobQueue): MonitoringSpec {
  const dead = jobs.dead.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM });
  const ageOf = (queue: Queue) =>
    queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM });
  const waitingIn = (queue: Queue) => queue.metricApproximateNumberOfMessagesVisible({ period });
  const { queue, renderings } = jobs;
  return {
    alarms: [
      { name: 'DeadJobs', meaning: 'A job failed for the last time.', metric: dead, threshold: 1 },
      {
        name: 'JobsWait',
        meaning: 'The oldest job has waited for half an hour.',
        metric: ageOf(queue),
        threshold: 1800,
        periods: sustained,
      },
      {
        name: 'PicturesWait',
        meaning: 'The oldest picture has waited for half an hour.',
        metric: ageOf(renderings),
        threshold: 1800,
        periods: sustained,
      },
    ],
    charts: [
      { title: 'Jobs: waiting, dead', metrics: [waitingIn(queue), waitingIn(renderings), dead] },
      { title: 'Jobs: age of the oldest (s)', metrics: [ageOf(queue), ageOf(renderings)] },
    ],
  };
}
