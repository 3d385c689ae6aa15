import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { JobQueue } from './job-queue.ts';
import type { PhotoStorage } from './photo-storage.ts';

/** Has the bucket itself tell of every original that came: an upload whose sender went away is completed all the same. */
export function tellOfUploads(scope: Construct, photos: PhotoStorage, jobs: JobQueue): void {
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
