import type { Context, ScheduledEvent, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { seconds } from '../domain/time.ts';
import { jobLease, runJob } from '../jobs/run-job.ts';
import { enqueueRegularWork } from '../jobs/worker.ts';
import { composeOnLambda, openOnce } from './lambda/compose-on-lambda.ts';

/* The time that a job needs to release its lease at the end. */
const timeToGiveBack = seconds(10);

const open = openOnce(async () => (await composeOnLambda(process.env)).composition);

// Starts during Lambda's init phase. After a failure, the first event tries again and reports it.
await open().catch(() => undefined);

/** Runs the jobs of an SQS event. A scheduled event enqueues the regular jobs. */
export async function handler(
  event: SQSEvent | ScheduledEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse | undefined> {
  const { ports, adoptJob } = await open();
  if (!('Records' in event)) {
    await enqueueRegularWork(ports);
    return undefined;
  }
  const stopping = new AbortController();
  const deadline = setTimeout(
    () => stopping.abort(new Error('the function is at the end of its time')),
    context.getRemainingTimeInMillis() - timeToGiveBack,
  );

  /** Returns whether Lambda may delete the message. Jobs to retry, or of another worker, stay in the queue. */
  async function work(record: SQSRecord): Promise<boolean> {
    const job = await adoptJob?.(record, jobLease);
    if (!job) return false;
    const outcome = await runJob(ports, job, stopping.signal);
    // A job that moved is a message of another queue.
    return outcome === 'done' || outcome === 'dead' || outcome === 'moved';
  }

  try {
    const outcomes = await Promise.allSettled(event.Records.map(work));
    return {
      batchItemFailures: event.Records.filter((_, index) => {
        const outcome = outcomes[index];
        if (outcome?.status === 'rejected')
          ports.log.error({ err: outcome.reason }, 'the queue does not answer');
        return outcome?.status !== 'fulfilled' || !outcome.value;
      }).map(({ messageId }) => ({ itemIdentifier: messageId })),
    };
  } finally {
    clearTimeout(deadline);
  }
}
