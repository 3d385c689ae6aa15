import type { JobId } from '../../domain/ids.ts';
import { checkRunAt, type JobLane, jobLanes, laneOfJob, longestWait } from '../../domain/job-queue.ts';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue, ReceivedJob } from '../../ports/jobs.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { createDeadLetters } from './dead-letters.ts';
import { type JobMessage, readMessage, writeMessage } from './job-message.ts';
import { createLeases, createSqsClient, maxDelay, openQueue, type Queue, type SqsEndpoint } from './queue.ts';

export type SqsJobQueueOptions = SqsEndpoint & {
  queue: string;
  deadLetters: string;
  /** Queue for the rendering lanes. Without it all lanes share one queue. */
  renderings?: string | undefined;
  clock: Clock;
  secrets: Pick<Secrets, 'createId'>;
};

/** A message in Lambda's event. */
export type QueueRecord = {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: { ApproximateReceiveCount: string };
  /** ARN of the source queue. */
  eventSourceARN?: string;
};

/* Delay before others see a rendering job that a receiver of short jobs returned to a shared queue. */
const handbackDelay = seconds(2);
/* Poll time for a receiver that alternates between two queues. */
const shortPoll = seconds(1);

export type SqsJobQueue = JobQueue &
  Disposable & {
    /**
     * Takes over a message that another component received for this process, and holds it for the lease. Returns
     * `undefined` if the job is not due or the message is lost.
     */
    adopt(record: QueueRecord, lease: number): Promise<ReceivedJob | undefined>;
    /** Queries every queue. Rejects if one does not respond. */
    check(): Promise<void>;
  };

/**
 * Stores jobs in standard SQS queues, which may deliver a message twice and in any order. Message groups make them
 * fair. The lease is the visibility timeout; dead jobs are in a dead-letter queue.
 */
export function createSqsJobQueue(options: SqsJobQueueOptions): SqsJobQueue {
  const { clock, secrets } = options;
  const client = createSqsClient(options);
  const main = openQueue(client, options.queue);
  const renderings = options.renderings === undefined ? main : openQueue(client, options.renderings);
  const isRenderingLane = (lane: JobLane) => lane === 'rendering' || lane === 'heavy';
  const queueOf = (lane: JobLane) => (isRenderingLane(lane) ? renderings : main);
  /** Returns false if a receiver of short jobs got a rendering job. Receivers get jobs of every lane in their queue. */
  const acceptsLane = (lanes: readonly JobLane[], lane: JobLane) =>
    !isRenderingLane(lane) || lanes.some(isRenderingLane);
  const deadLetters = openQueue(client, options.deadLetters);
  const leases = createLeases(clock);

  /** Sends a message. SQS limits the delay, so the message carries its due time and is sent again until then. */
  async function send(message: JobMessage, wait = (message.notBefore ?? 0) - clock.now()): Promise<void> {
    const queue = queueOf(message.lane ?? laneOfJob(message.name));
    await queue.send(writeMessage(message), { delay: Math.min(wait, maxDelay), group: message.group });
  }

  /** Earlier versions sent all jobs to the main queue; renderings in it count as short until they are moved. */
  function laneOf({ name, lane = laneOfJob(name) }: JobMessage, queue: Queue): JobLane {
    if (queueOf(lane) === queue) return lane;
    return queue === main ? 'short' : 'rendering';
  }

  async function take(
    record: QueueRecord,
    queue: Queue,
    lanes: readonly JobLane[],
  ): Promise<ReceivedJob | undefined> {
    const { messageId, receiptHandle: receipt, body, attributes } = record;
    const message = readMessage(body, messageId);
    const { id, name, payload, attempts: earlier = 0 } = message;
    const attempt = earlier + Number(attributes.ApproximateReceiveCount);
    const lane = laneOf(message, queue);
    const left = (message.notBefore ?? 0) - clock.now();
    // A longer time remains only if the clock was set back.
    const isEarly = left > 0 && left <= longestWait;
    if (!isEarly && acceptsLane(lanes, lane)) return { id, name, payload, attempt, lane, receipt };
    // Send before removing: a crash in between delivers the job twice instead of losing it.
    if (isEarly) await send(message);
    else await send({ ...message, attempts: attempt - 1 }, handbackDelay);
    await queue.remove(receipt);
    return undefined;
  }

  type ReceiveOptions = { lanes: readonly JobLane[]; limit: number; lease: number; waitFor: number };
  async function receiveOnce(
    queue: Queue,
    { lanes, limit, lease, waitFor }: ReceiveOptions,
    signal: AbortSignal | undefined,
  ) {
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
        const job = await take(record, queue, lanes);
        if (!job) continue;
        leases.begin(job.receipt, clock.now() + lease);
        jobs.push(job);
      } catch (error) {
        failures.push(error);
      }
    }
    // Failed messages return after their lease. The others are held and must be processed.
    if (failures.length > 0 && jobs.length === 0) throw failures[0];
    return { jobs, isFull: messages.length === Math.min(limit, 10) };
  }

  return {
    async enqueue({ name, payload, runAt, group }) {
      if (runAt !== undefined) checkRunAt(runAt, clock.now());
      const id = secrets.createId<JobId>();
      await send({ id, name, payload, group, notBefore: runAt });
    },

    async receive({ lanes = jobLanes, limit, lease, waitFor, signal }) {
      const deadline = performance.now() + waitFor;
      const queues = [...new Set(lanes.map(queueOf))];
      const longest = queues.length > 1 ? shortPoll : waitFor;
      const received: ReceivedJob[] = [];
      while (!signal?.aborted) {
        let isAnyFull = false;
        for (const queue of queues) {
          if (received.length === limit) break;
          const remaining = received.length > 0 ? 0 : Math.max(deadline - performance.now(), 0);
          const request = {
            lanes,
            limit: limit - received.length,
            lease,
            waitFor: Math.min(remaining, longest),
          };
          try {
            const { jobs, isFull } = await receiveOnce(queue, request, signal);
            received.push(...jobs);
            isAnyFull ||= isFull;
          } catch (error) {
            // Messages received before the error are held and must be processed.
            if (signal?.aborted || received.length > 0) return received;
            throw error;
          }
        }
        const isEnough = received.length === limit || (received.length > 0 && !isAnyFull);
        if (isEnough || (!isAnyFull && deadline - performance.now() < seconds(1))) break;
      }
      return received;
    },

    async adopt(record, lease) {
      const until = clock.now() + lease;
      const isRendering = record.eventSourceARN?.endsWith(`:${options.renderings}`);
      const queue = isRendering ? renderings : main;
      if (!(await queue.hold(record.receiptHandle, lease))) return undefined;
      const job = await take(record, queue, jobLanes);
      if (job) leases.begin(job.receipt, until);
      return job;
    },

    async extend({ lane, receipt }, lease) {
      if (!leases.isHeld(receipt)) return false;
      const until = clock.now() + lease;
      if (!(await queueOf(lane).hold(receipt, lease))) {
        leases.end(receipt);
        return false;
      }
      return leases.extend(receipt, until);
    },

    async complete({ lane, receipt }) {
      if (leases.end(receipt)) await queueOf(lane).remove(receipt);
    },

    async move({ id, name, payload, attempt, lane: from, receipt }, { lane, group }) {
      if (!leases.end(receipt)) return;
      await send({ id, name, payload, group, lane, attempts: attempt - 1 });
      await queueOf(from).remove(receipt);
    },

    async release({ id, name, payload, attempt, lane, receipt }, { reason, delay, isFinal }) {
      if (!leases.end(receipt)) return;
      const queue = queueOf(lane);
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
      await Promise.all([...new Set([main, renderings, deadLetters])].map((queue) => queue.check()));
    },

    [Symbol.dispose]: () => client.destroy(),
  };
}
