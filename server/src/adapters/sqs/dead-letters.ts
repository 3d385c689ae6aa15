import { Buffer } from 'node:buffer';
import { invalidField } from '../../domain/errors.ts';
import type { JobId } from '../../domain/ids.ts';
import { minutes, seconds, type Timestamp } from '../../domain/time.ts';
import type { DeadJob, DeadJobs, JobQueue } from '../../ports/jobs.ts';
import { type JobMessage, readMessage } from './job-message.ts';
import type { Queue } from './queue.ts';

/** A dead job. Duplicates in the queue are merged. */
type DeadLetter = { dead: DeadJob; job: JobMessage; receipts: string[] };

/* Hides messages that were read from other readers and from this one. */
const readLease = minutes(10);
/* Maximum number of messages to read. SQS keeps no order, so Vitrine reads them all to sort them. */
const maxRead = 10_000;

const isChosen = (which: DeadJobs, { id, name }: DeadJob) =>
  which === 'all' || ('ids' in which ? which.ids.includes(id) : which.name === name);

/** Manages jobs that are no longer retried, in a dead-letter queue. */
export function createDeadLetters({
  deadLetters,
  retry,
}: {
  deadLetters: Queue;
  retry: (job: JobMessage) => Promise<void>;
}): Pick<JobQueue, 'listDead' | 'retryDead' | 'removeDead'> {
  /** Reads the whole queue, then makes all messages visible again that `work` did not remove. */
  async function readAll<Result>(work: (letters: DeadLetter[]) => Promise<Result>): Promise<Result> {
    const letters = new Map<JobId, DeadLetter>();
    try {
      for (let count = 0; count < maxRead; ) {
        // Long polling queries all servers of the queue.
        const messages = await deadLetters.receive({ limit: 10, hold: readLease, waitFor: seconds(1) });
        if (messages.length === 0) break;
        count += messages.length;
        for (const { MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} } of messages) {
          const letter = readLetter(Body, MessageId, Attributes);
          const { receipts } = letters.get(letter.job.id) ?? { receipts: [] };
          letters.set(letter.job.id, { ...letter, receipts: [...receipts, ReceiptHandle] });
        }
      }
      return await work([...letters.values()]);
    } finally {
      const left = [...letters.values()].flatMap(({ receipts }) => receipts);
      await Promise.all(left.map((receipt) => deadLetters.hold(receipt, 0)));
    }
  }

  const settle = (which: DeadJobs, work: (job: JobMessage) => Promise<void>) =>
    readAll(async (letters) => {
      const settled: JobId[] = [];
      for (const { dead, job, receipts } of letters) {
        if (!isChosen(which, dead)) continue;
        await work(job);
        // Removes receipts one by one, so that the rest becomes visible again after an error.
        for (const receipt of receipts.splice(0)) await deadLetters.remove(receipt);
        settled.push(dead.id);
      }
      return settled;
    });

  return {
    listDead: ({ cursor, limit }) =>
      readAll(async (letters) => {
        const after = cursor === undefined ? undefined : readCursor(cursor);
        const all = letters.map(({ dead }) => dead).toSorted(byDeath);
        const rest = after ? all.filter((dead) => byDeath(after, dead) < 0) : all;
        const items = rest.slice(0, limit);
        const last = rest.length > limit ? items.at(-1) : undefined;
        return last ? { items, nextCursor: writeCursor(last) } : { items };
      }),

    retryDead: (which) => settle(which, ({ id, name, payload }) => retry({ id, name, payload })),

    removeDead: (which) => settle(which, async () => undefined),
  };
}

function readLetter(
  body: string,
  messageId: string,
  { ApproximateReceiveCount = '1', SentTimestamp = '0' }: Record<string, string>,
): Omit<DeadLetter, 'receipts'> {
  const job = readMessage(body, messageId);
  const { at, attempts, reason } = job.death ?? {
    at: Number(SentTimestamp),
    attempts: Number(ApproximateReceiveCount),
    reason: 'Its workers ended without an error; SQS moved it here.',
  };
  return { job, dead: { id: job.id, name: job.name, attempts, reason, diedAt: at } };
}

type Position = { id: string; diedAt: Timestamp };

/* Sorts the latest death first. */
const byDeath = (one: Position, other: Position) =>
  other.diedAt - one.diedAt || Number(one.id < other.id) - Number(one.id > other.id);

const writeCursor = ({ id, diedAt }: Position) =>
  Buffer.from(JSON.stringify({ id, diedAt })).toString('base64url');

function readCursor(cursor: string): Position {
  try {
    const position = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Position;
    if (typeof position.id === 'string' && typeof position.diedAt === 'number') return position;
  } catch {
    // Reported below.
  }
  throw invalidField('cursor', 'This is not a cursor of this list.');
}
