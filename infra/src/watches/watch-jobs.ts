import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { JobQueue } from '../constructs/job-queue.ts';
import { period, persistently, type Watch } from './watch.ts';

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
