import { randomUUID } from 'node:crypto';
import type { JobId } from '../../../domain/ids.ts';
import {
  checkRunAt,
  createAlternation,
  type JobLane,
  jobLanes,
  laneOfJob,
  longestWait,
  nextQueuePosition,
  queuePositionsEnd,
} from '../../../domain/job-queue.ts';
import type { Timestamp } from '../../../domain/time.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { JobQueue, ReceivedJob } from '../../../ports/jobs.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import { createWakeUp } from '../../../ports/wake-up.ts';
import { allShards, beforeMoment, jobShards, numberOf } from '../table/keys.ts';
import { readEntries } from '../table/lists.ts';
import type { Entry, Table } from '../table/table.ts';
import { type Item, isAbsent, put, remove, update, when } from '../table/writes.ts';
import { createDeadJobs } from './dead-jobs.ts';
import {
  dueList,
  groupList,
  jobKey,
  jobLists,
  laneOfItem,
  queueAttributes,
  releaseWaitingKey,
  requeue,
  waitingKey,
} from './job-item.ts';

export type JobQueueOptions = { clock: Clock; secrets: Pick<Secrets, 'createId'> };

/** The interval at which a worker looks for jobs that became due or that another process enqueued. */
const pollInterval = 1000;
/** The interval at which a worker corrects due times that a fast clock set too far ahead. */
const correctionInterval = 60_000;
/* Reads some jobs more than needed, because other workers may claim the first ones. */
const spare = 10;

/**
 * `dueAt` is a job's queue position or the time when it may be received. Receiving moves it to the end of the lease,
 * so that a job becomes due again if its worker dies. The index of due jobs lags behind; a conditional write claims a
 * job only if it is still as the index says.
 */
export function createDynamoJobQueue(table: Table, { clock, secrets }: JobQueueOptions): JobQueue {
  const wakeUp = createWakeUp();
  const preferQueued = createAlternation();

  const dueJobs = (...lanes: readonly JobLane[]) => ({
    number: jobLists.due,
    lists: lanes.flatMap((lane) => allShards(dueList(lane), jobShards)),
    isRising: true,
  });

  async function findPosition(lane: JobLane, group: string): Promise<number> {
    const [[first], [last]] = await Promise.all([
      readEntries(table, { ...dueJobs(lane), before: beforeMoment(queuePositionsEnd), limit: 1 }),
      table.listEntries({ number: jobLists.group, list: groupList(lane, group), limit: 1 }),
    ]);
    return nextQueuePosition(first && numberOf(first.at), last && numberOf(last.at));
  }

  /** Lists due jobs of a lane: queued ones, then timed ones. If `limit` cuts the list, the order alternates. */
  async function listDue(lane: JobLane, now: Timestamp, limit: number): Promise<Entry[]> {
    const due = await readEntries(table, { ...dueJobs(lane), before: beforeMoment(now + 1), limit });
    if (due.length < limit || preferQueued(lane)) return due;
    const timed = await readEntries(table, {
      ...dueJobs(lane),
      after: beforeMoment(queuePositionsEnd),
      limit,
    });
    return [...timed.filter(({ at }) => numberOf(at) <= now), ...due];
  }

  const nextCorrections = new Map<JobLane, Timestamp>();
  /** Lists jobs that wait longer than allowed. Runs at first, at intervals, and when the clock is set back. */
  async function listOverdue(lane: JobLane, now: Timestamp, limit: number): Promise<Entry[]> {
    const left = (nextCorrections.get(lane) ?? 0) - now;
    if (left > 0 && left <= correctionInterval) return [];
    const overdue = await readEntries(table, {
      ...dueJobs(lane),
      after: beforeMoment(now + longestWait + 1),
      limit,
    });
    // More jobs may follow.
    if (overdue.length === 0) nextCorrections.set(lane, now + correctionInterval);
    return overdue;
  }

  /** Returns undefined if another worker has the job. */
  async function claim(entry: Entry, lease: number) {
    const item = await table.get(entry);
    if (item?.at1 !== entry.at) return undefined;
    const receipt = randomUUID();
    const attempts = Number(item.attempts) + 1;
    const set = {
      ...queueAttributes({ id: idOf(item), lane: laneOfItem(item) }, { dueAt: clock.now() + lease }),
      attempts,
      receipt,
      waitsByKey: undefined,
    };
    const own = update(entry, { set }, when('#at1 = :at', { at: entry.at }));
    const failed = await table.transact([own, ...releaseWaitingKey(item)]);
    return failed.size === 0 ? toReceivedJob(item, { attempt: attempts, receipt }) : undefined;
  }

  const held = ({ receipt }: ReceivedJob) => when('#receipt = :receipt', { receipt });

  async function returnToQueue(job: ReceivedJob, set: Parameters<typeof requeue>[2]): Promise<void> {
    const item = await table.get(jobKey(job.id));
    if (item) await requeue(table, item, set, held(job));
    wakeUp.wakeAll();
  }

  return {
    async enqueue({ name, payload, runAt, key, group = name }) {
      if (runAt !== undefined) checkRunAt(runAt, clock.now());
      const lane = laneOfJob(name);
      const at =
        runAt === undefined ? { position: await findPosition(lane, group), group } : { dueAt: runAt };
      const id = secrets.createId<JobId>();
      const item = {
        ...jobKey(id),
        ...{ id, name, payload: JSON.stringify(payload), attempts: 0 },
        ...(key !== undefined && { key, waitsByKey: true }),
        ...queueAttributes({ id, lane }, at),
      };
      const own = put(item, isAbsent);
      if (key === undefined) await table.write(own);
      // If a job with the key waits already, nothing is written.
      else await table.transact([own, put({ ...waitingKey(key), jobId: id }, isAbsent)]);
      wakeUp.wakeAll();
    },

    async receive({ lanes = jobLanes, limit, lease, waitFor, signal }) {
      const deadline = performance.now() + waitFor;
      while (!signal?.aborted) {
        const jobs: ReceivedJob[] = [];
        let isDue = false;
        for (const lane of lanes) {
          if (jobs.length === limit) break;
          const now = clock.now();
          const size = limit - jobs.length + spare;
          const due = [...(await listOverdue(lane, now, size)), ...(await listDue(lane, now, size))];
          isDue ||= due.length > 0;
          for (const entry of due) {
            if (jobs.length === limit) break;
            const job = await claim(entry, lease);
            if (job) jobs.push(job);
          }
        }
        if (jobs.length > 0) return jobs;
        // Other workers were faster, and more jobs may follow.
        if (isDue) {
          await wakeUp.sleep(Math.random() * 50, signal);
          continue;
        }
        const remaining = deadline - performance.now();
        if (remaining <= 0) break;
        await wakeUp.sleep(Math.min(remaining, pollInterval), signal);
      }
      return [];
    },

    extend: (job, lease) =>
      table.write(
        update(jobKey(job.id), { set: queueAttributes(job, { dueAt: clock.now() + lease }) }, held(job)),
      ),

    async complete(job) {
      await table.write(remove(jobKey(job.id), held(job)));
    },

    async release(job, { reason, delay, isFinal }) {
      const now = clock.now();
      const failed = { receipt: undefined, reason };
      if (isFinal) {
        const set = { ...failed, ...queueAttributes(job, { diedAt: now }) };
        await table.write(update(jobKey(job.id), { set }, held(job)));
        return;
      }
      await returnToQueue(job, { ...failed, ...queueAttributes(job, { dueAt: now + delay }) });
    },

    async move(job, { lane, group = job.name }) {
      const position = queueAttributes(
        { id: job.id, lane },
        { position: await findPosition(lane, group), group },
      );
      await returnToQueue(job, { ...position, receipt: undefined, attempts: job.attempt - 1 });
    },

    ...createDeadJobs(table, { clock, onRetry: wakeUp.wakeAll }),
  };
}

const idOf = (item: Item) => String(item.id) as JobId;

const toReceivedJob = (
  item: Item,
  { attempt, receipt }: Pick<ReceivedJob, 'attempt' | 'receipt'>,
): ReceivedJob => ({
  id: idOf(item),
  name: String(item.name),
  payload: JSON.parse(String(item.payload)) as unknown,
  attempt,
  lane: laneOfItem(item),
  receipt,
});
