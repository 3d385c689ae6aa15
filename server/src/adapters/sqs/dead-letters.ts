import { Buffer } from 'node:buffer';
import { invalidField } from '../../domain/errors.ts';
import type { JobId } from '../../domain/ids.ts';
import { minutes, seconds, type Timestamp } from '../../domain/time.ts';
import type { DeadJob, DeadJobs, JobQueue } from '../../ports/jobs.ts';
import { type JobMessage, readMessage } from './job-message.ts';
import type { Queue } from './queue.ts';

/** A dead job, once, however often it lies in the queue. */
type DeadLetter = { dead: DeadJob; job: JobMessage; receipts: string[] };

/* While the queue is read nobody else sees what was read, nor this reader a second time. */
const readLease = minutes(10);
/* SQS counts them only roughly, and keeps no order: they are read to be sorted. */
const maxRead = 10_000;

const isChosen = (which: DeadJobs, { id, name }: DeadJob) =>
  which === 'all' || ('ids' in which ? which.ids.includes(id) : which.name === name);

/** The part of the queue that is about jobs that nobody tries any more: they lie in a queue of their own. */
export function createDeadLetters({
  deadLetters,
  retry,
}: {
  deadLetters: Queue;
  retry: (job: JobMessage) => Promise<void>;
}): Pick<JobQueue, 'listDead' | 'retryDead' | 'removeDead'> {
  /** Reads everything, and has all but what `work` removed seen again. */
  async function readAll<Result>(work: (letters: DeadLetter[]) => Promise<Result>): Promise<Result> {
    const letters = new Map<JobId, DeadLetter>();
    try {
      for (let count = 0; count < maxRead; ) {
        // Asked with a wait, every part of the queue answers.
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
        // Taken out one by one, so that what is left is seen again.
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
    reason: 'Its workers ended without a word; SQS moved it here.',
  };
  return { job, dead: { id: job.id, name: job.name, attempts, reason, diedAt: at } };
}

type Position = { id: string; diedAt: Timestamp };

/* The last to die first. */
const byDeath = (one: Position, other: Position) =>
  other.diedAt - one.diedAt || Number(one.id < other.id) - Number(one.id > other.id);

const writeCursor = ({ id, diedAt }: Position) =>
  Buffer.from(JSON.stringify({ id, diedAt })).toString('base64url');

function readCursor(cursor: string): Position {
  try {
    const position = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Position;
    if (typeof position.id === 'string' && typeof position.diedAt === 'number') return position;
  } catch {
    // Told below.
  }
  throw invalidField('cursor', 'This is not a cursor of this list.');
}
