import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { JobQueue } from './job-queue.ts';
import type { ServerFunction } from './server-function.ts';

/** Hands jobs to the worker as they come, and wakes it every five minutes for what is regularly done. */
export function feedWorker(scope: Construct, worker: ServerFunction, jobs: JobQueue): void {
  // What the mapping does in the worker's name. The server itself uses none of it.
  worker.function.addToRolePolicy(
    new PolicyStatement({
      actions: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      ],
      resources: [jobs.queue.queueArn],
    }),
  );
  const mapping = new EventSourceMapping(scope, 'JobFeed', {
    target: worker.function,
    eventSourceArn: jobs.queue.queueArn,
    batchSize: 1,
    reportBatchItemFailures: true,
    maxConcurrency: 50,
  });
  mapping.node.addDependency(worker);
  new Rule(scope, 'Regularly', {
    description: 'Vitrine tidies up',
    schedule: Schedule.rate(Duration.minutes(5)),
    targets: [new LambdaFunction(worker.function, { retryAttempts: 0 })],
  });
}
