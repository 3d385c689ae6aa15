import type { JobId } from '../../domain/ids.ts';
import { checkRunAt, longestWait } from '../../domain/job-waits.ts';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue, ReceivedJob } from '../../ports/jobs.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { createDeadLetters } from './dead-letters.ts';
import { type JobMessage, readMessage, writeMessage } from './job-message.ts';
import { createLeases } from './leases.ts';
import { longestDelay, openQueue } from './queue.ts';
import { createSqsClient, type SqsPlace } from './sqs-client.ts';

export type SqsJobQueueOptions = SqsPlace & {
  queue: string;
  deadLetters: string;
  clock: Clock;
  secrets: Pick<Secrets, 'createId'>;
};

/** A message as Lambda hands it over. */
export type QueueRecord = {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: { ApproximateReceiveCount: string };
};

export type SqsJobQueue = JobQueue &
  Disposable & {
    /**
     * Takes over a message that something else received for this process, for the length of the lease. Undefined where
     * it is not due yet, or lost, and there is nothing to do.
     */
    adopt(record: QueueRecord, lease: number): Promise<ReceivedJob | undefined>;
    /** Whether both queues answer: rejects with the reason where one does not. */
    check(): Promise<void>;
  };

/**
 * Jobs as messages of a standard queue, which may bring one twice and in any order: it keeps no keys, so that two jobs
 * of one may wait. By their groups it is fair. The lease is the visibility timeout; the dead lie in a queue of their own.
 */
export function createSqsJobQueue(options: SqsJobQueueOptions): SqsJobQueue {
  const { clock, secrets } = options;
  const client = createSqsClient(options);
  const queue = openQueue(client, options.queue);
  const deadLetters = openQueue(client, options.deadLetters);
  const leases = createLeases(clock);

  /** A message is not delayed for long: it carries when it is due, and is sent on until then. */
  async function send(message: JobMessage): Promise<void> {
    const delay = Math.min((message.notBefore ?? 0) - clock.now(), longestDelay);
    await queue.send(writeMessage(message), { delay, group: message.group });
  }

  async function take(record: QueueRecord): Promise<ReceivedJob | undefined> {
    const { messageId, receiptHandle: receipt, body, attributes } = record;
    const message = readMessage(body, messageId);
    const left = (message.notBefore ?? 0) - clock.now();
    // More than that is left where the clock was set back.
    if (left > 0 && left <= longestWait) {
      // In this order it may come twice, but never not at all.
      await send(message);
      await queue.remove(receipt);
      return undefined;
    }
    const { id, name, payload } = message;
    return { id, name, payload, attempt: Number(attributes.ApproximateReceiveCount), receipt };
  }

  async function receiveOnce(limit: number, lease: number, waitFor: number, signal?: AbortSignal) {
    const messages = await queue.receive({ limit, hold: lease, waitFor, signal });
    const jobs: ReceivedJob[] = [];
    const failures: unknown[] = [];
    for (const { MessageId, ReceiptHandle, Body, Attributes } of messages) {
      const { ApproximateReceiveCount = '1' } = Attributes ?? {};
      const record = {
        messageId: MessageId ?? '',
        receiptHandle: ReceiptHandle ?? '',
        body: Body ?? '',
        attributes: { ApproximateReceiveCount },
      };
      try {
        const job = await take(record);
        if (!job) continue;
        leases.begin(job.receipt, clock.now() + lease);
        jobs.push(job);
      } catch (error) {
        failures.push(error);
      }
    }
    // What failed comes again after its lease. The others are held, and to be worked on.
    if (failures.length > 0 && jobs.length === 0) throw failures[0];
    return { jobs, isFull: messages.length === Math.min(limit, 10) };
  }

  return {
    async enqueue({ name, payload, runAt, group }) {
      if (runAt !== undefined) checkRunAt(runAt, clock.now());
      const id = secrets.createId<JobId>();
      await send({ id, name, payload, group, notBefore: runAt });
    },

    async receive({ limit, lease, waitFor, signal }) {
      const deadline = performance.now() + waitFor;
      const received: ReceivedJob[] = [];
      while (!signal?.aborted) {
        const remaining = received.length > 0 ? 0 : Math.max(deadline - performance.now(), 0);
        try {
          const { jobs, isFull } = await receiveOnce(limit - received.length, lease, remaining, signal);
          received.push(...jobs);
          const isEnough = received.length === limit || (received.length > 0 && !isFull);
          if (isEnough || (!isFull && deadline - performance.now() < seconds(1))) break;
        } catch (error) {
          // What was received before is held, and to be worked on.
          if (signal?.aborted || received.length > 0) break;
          throw error;
        }
      }
      return received;
    },

    async adopt(record, lease) {
      const until = clock.now() + lease;
      if (!(await queue.hold(record.receiptHandle, lease))) return undefined;
      const job = await take(record);
      if (job) leases.begin(job.receipt, until);
      return job;
    },

    async extend({ receipt }, lease) {
      if (!leases.isHeld(receipt)) return false;
      const until = clock.now() + lease;
      if (!(await queue.hold(receipt, lease))) {
        leases.end(receipt);
        return false;
      }
      return leases.extend(receipt, until);
    },

    async complete({ receipt }) {
      if (leases.end(receipt)) await queue.remove(receipt);
    },

    async release({ id, name, payload, attempt, receipt }, { reason, delay, isFinal }) {
      if (!leases.end(receipt)) return;
      if (!isFinal) {
        await queue.hold(receipt, delay);
        return;
      }
      const death = { at: clock.now(), attempts: attempt, reason };
      await deadLetters.send(writeMessage({ id, name, payload, death }));
      await queue.remove(receipt);
    },

    ...createDeadLetters({ deadLetters, retry: (job) => send(job) }),

    async check() {
      await Promise.all([queue.check(), deadLetters.check()]);
    },

    [Symbol.dispose]: () => client.destroy(),
  };
}
