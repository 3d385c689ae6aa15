import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { JobQueue } from './job-queue.ts';
import type { PhotoStorage } from './photo-storage.ts';
import type { ServerFunction } from './server-function.ts';

/* Concurrent executions for each queue. Separate limits keep pictures from blocking other jobs. */
const maxConcurrency = { jobs: 10, renderings: 40 };

/** Invokes the worker for each job, and every five minutes for regular jobs. */
export function triggerWorker(scope: Construct, worker: ServerFunction, jobs: JobQueue): void {
  // The event source mapping uses these permissions of the worker's role. The server itself does not.
  worker.function.addToRolePolicy(
    new PolicyStatement({
      actions: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      ],
      resources: [jobs.queue.queueArn, jobs.renderings.queueArn],
    }),
  );
  const feed = (id: string, { queueArn }: Queue, maxConcurrency: number) =>
    new EventSourceMapping(scope, id, {
      target: worker.function,
      eventSourceArn: queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency,
    }).node.addDependency(worker);
  feed('JobFeed', jobs.queue, maxConcurrency.jobs);
  feed('RenderingFeed', jobs.renderings, maxConcurrency.renderings);
  new Rule(scope, 'Regularly', {
    description: 'Vitrine tidies up',
    schedule: Schedule.rate(Duration.minutes(5)),
    targets: [new LambdaFunction(worker.function, { retryAttempts: 0 })],
  });
}

/** Enqueues a job for every original that arrives, so that an upload completes even if its client disappears. */
export function enqueueUploadEvents(scope: Construct, photos: PhotoStorage, jobs: JobQueue): void {
  new Rule(scope, 'Uploads', {
    description: 'Vitrine: a file came',
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [photos.bucket.bucketName] }, object: { key: [{ prefix: 'originals/' }] } },
    },
    targets: [
      new SqsQueue(jobs.queue, {
        message: RuleTargetInput.fromObject({
          id: EventField.eventId,
          name: 'complete-upload',
          payload: { key: EventField.fromPath('$.detail.object.key') },
        }),
      }),
    ],
  });
}
