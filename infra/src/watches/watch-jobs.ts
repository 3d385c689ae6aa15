import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { JobQueue } from '../constructs/job-queue.ts';
import { period, persistently, type Watch } from './watch.ts';

export function watchJobs(jobs: JobQueue): Watch {
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
        periods: persistently,
      },
      {
        name: 'PicturesWait',
        meaning: 'The oldest picture has waited for half an hour to be drawn.',
        metric: ageOf(renderings),
        threshold: 1800,
        periods: persistently,
      },
    ],
    charts: [
      { title: 'Jobs: waiting, dead', metrics: [waitingIn(queue), waitingIn(renderings), dead] },
      { title: 'Jobs: age of the oldest (s)', metrics: [ageOf(queue), ageOf(renderings)] },
    ],
  };
}
