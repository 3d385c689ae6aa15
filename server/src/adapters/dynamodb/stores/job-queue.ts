import { randomUUID } from 'node:crypto';
import type { JobId } from '../../../domain/ids.ts';
import {
  checkRunAt,
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

/** How soon work that another process enqueued, or whose time came, is noticed. */
const pollInterval = 1000;
/** How soon jobs are noticed that a clock which ran ahead made wait. */
const lookInterval = 60_000;
/* Of those that are due first, others may take some at the same time. */
const spare = 10;

/**
 * `dueAt` is a job's turn, or says when it may be received. Receiving moves it to the end of the lease: a job whose
 * receiver died comes due by itself. The index names those that are due, and lags behind; a write under the condition
 * that the job is as the index says takes it.
 */
export function createDynamoJobQueue(table: Table, { clock, secrets }: JobQueueOptions): JobQueue {
  const wakeUp = createWakeUp();

  const dueJobs = (...lanes: readonly JobLane[]) => ({
    number: jobLists.due,
    lists: lanes.flatMap((lane) => allShards(dueList(lane), jobShards)),
    isRising: true,
  });

  async function findTurn(lane: JobLane, group: string): Promise<number> {
    const [[first], [last]] = await Promise.all([
      readEntries(table, { ...dueJobs(lane), before: beforeMoment(queuePositionsEnd), limit: 1 }),
      table.listEntries({ number: jobLists.group, list: groupList(lane, group), limit: 1 }),
    ]);
    return nextQueuePosition(first && numberOf(first.at), last && numberOf(last.at));
  }

  const isLineFirst = new Set<JobLane>();
  /**
   * Lists the jobs of a lane that are in line, then those whose time came. Where there are more than these, the two kinds
   * come first alternately, so that neither waits for all of the other.
   */
  async function listDue(lane: JobLane, now: Timestamp, limit: number): Promise<Entry[]> {
    const due = await readEntries(table, { ...dueJobs(lane), before: beforeMoment(now + 1), limit });
    if (due.length < limit) return due;
    if (!isLineFirst.delete(lane)) isLineFirst.add(lane);
    if (isLineFirst.has(lane)) return due;
    const timed = await readEntries(table, {
      ...dueJobs(lane),
      after: beforeMoment(queuePositionsEnd),
      limit,
    });
    return [...timed.filter(({ at }) => numberOf(at) <= now), ...due];
  }

  const nextLooks = new Map<JobLane, Timestamp>();
  /** Lists jobs that wait longer than any may: at first, regularly, and as soon as the clock is set back. */
  async function listOverlong(lane: JobLane, now: Timestamp, limit: number): Promise<Entry[]> {
    const left = (nextLooks.get(lane) ?? 0) - now;
    if (left > 0 && left <= lookInterval) return [];
    const overlong = await readEntries(table, {
      ...dueJobs(lane),
      after: beforeMoment(now + longestWait + 1),
      limit,
    });
    // There may be more.
    if (overlong.length === 0) nextLooks.set(lane, now + lookInterval);
    return overlong;
  }

  /** Undefined where somebody else has it. */
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

  async function wait(job: ReceivedJob, set: Parameters<typeof requeue>[2]): Promise<void> {
    const item = await table.get(jobKey(job.id));
    if (item) await requeue(table, item, set, held(job));
    wakeUp.wakeAll();
  }

  return {
    async enqueue({ name, payload, runAt, key, group = name }) {
      if (runAt !== undefined) checkRunAt(runAt, clock.now());
      const lane = laneOfJob(name);
      const at = runAt === undefined ? { turn: await findTurn(lane, group), group } : { dueAt: runAt };
      const id = secrets.createId<JobId>();
      const item = {
        ...jobKey(id),
        ...{ id, name, payload: JSON.stringify(payload), attempts: 0 },
        ...(key !== undefined && { key, waitsByKey: true }),
        ...queueAttributes({ id, lane }, at),
      };
      const own = put(item, isAbsent);
      if (key === undefined) await table.write(own);
      // Where one with the key waits, nothing is written.
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
          const due = [...(await listOverlong(lane, now, size)), ...(await listDue(lane, now, size))];
          isDue ||= due.length > 0;
          for (const entry of due) {
            if (jobs.length === limit) break;
            const job = await claim(entry, lease);
            if (job) jobs.push(job);
          }
        }
        if (jobs.length > 0) return jobs;
        // Others were quicker: there may be more.
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
      await wait(job, { ...failed, ...queueAttributes(job, { dueAt: now + delay }) });
    },

    async move(job, { lane, group = job.name }) {
      const place = queueAttributes({ id: job.id, lane }, { turn: await findTurn(lane, group), group });
      await wait(job, { ...place, receipt: undefined, attempts: job.attempt - 1 });
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
  // JSON that `enqueue` wrote.
  payload: JSON.parse(String(item.payload)) as unknown,
  attempt,
  lane: laneOfItem(item),
  receipt,
});
