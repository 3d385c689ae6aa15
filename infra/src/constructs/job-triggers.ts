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

/* Each queue has its own: pictures leave as many as that for all other jobs. */
const maxConcurrency = { jobs: 10, renderings: 40 };

/** Hands jobs to the worker as they come, and wakes it every five minutes for what is regularly done. */
export function triggerWorker(scope: Construct, worker: ServerFunction, jobs: JobQueue): void {
  // What the mapping does in the worker's name. The server itself uses none of it.
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

/** Has the bucket itself tell of every original that came: an upload whose sender went away is completed all the same. */
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
