import { randomUUID } from 'node:crypto';
import type { JobId } from '../../domain/ids.ts';
import { nextTurn, turnsEnd } from '../../domain/job-turns.ts';
import { checkRunAt, longestWait } from '../../domain/job-waits.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue, ReceivedJob } from '../../ports/jobs.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { createWakeUp } from '../../ports/wake-up.ts';
import { createDeadJobs } from './dead-jobs.ts';
import {
  dueList,
  giveBack,
  groupList,
  jobKey,
  jobLists,
  releaseKey,
  standing,
  waitingKey,
} from './job-item.ts';
import { allShards, beforeMoment, jobShards, numberOf } from './keys.ts';
import { readEntries } from './lists.ts';
import type { Entry, Table } from './table.ts';
import { type Item, isAbsent, put, remove, update, when } from './writes.ts';

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

  const dueJobs = {
    number: jobLists.due,
    lists: allShards(dueList, jobShards),
    isRising: true,
  };

  async function findTurn(group: string): Promise<number> {
    const [[first], [last]] = await Promise.all([
      readEntries(table, { ...dueJobs, before: beforeMoment(turnsEnd), limit: 1 }),
      table.listEntries({ number: jobLists.group, list: groupList(group), limit: 1 }),
    ]);
    return nextTurn(first && numberOf(first.at), last && numberOf(last.at));
  }

  let isLineFirst = false;
  /**
   * Those in line, and then those whose time came. Where there are more than these, now the ones come first, now the
   * others, so that neither wait for all of the others.
   */
  async function listDue(now: Timestamp, limit: number): Promise<Entry[]> {
    const due = await readEntries(table, { ...dueJobs, before: beforeMoment(now + 1), limit });
    if (due.length < limit) return due;
    isLineFirst = !isLineFirst;
    if (isLineFirst) return due;
    const timed = await readEntries(table, { ...dueJobs, after: beforeMoment(turnsEnd), limit });
    return [...timed.filter(({ at }) => numberOf(at) <= now), ...due];
  }

  let nextLook = 0;
  /** Jobs that wait longer than any may: looked for at first, regularly, and as soon as the clock is set back. */
  async function listOverlong(now: Timestamp, limit: number): Promise<Entry[]> {
    const left = nextLook - now;
    if (left > 0 && left <= lookInterval) return [];
    const overlong = await readEntries(table, {
      ...dueJobs,
      after: beforeMoment(now + longestWait + 1),
      limit,
    });
    // There may be more.
    if (overlong.length === 0) nextLook = now + lookInterval;
    return overlong;
  }

  /** Undefined where somebody else has it. */
  async function claim(entry: Entry, lease: number) {
    const item = await table.get(entry);
    if (item?.at1 !== entry.at) return undefined;
    const receipt = randomUUID();
    const attempts = Number(item.attempts) + 1;
    const set = {
      ...standing(idOf(item), { dueAt: clock.now() + lease }),
      attempts,
      receipt,
      waitsByKey: undefined,
    };
    const own = update(entry, { set }, when('#at1 = :at', { at: entry.at }));
    const failed = await table.transact([own, ...releaseKey(item)]);
    return failed.size === 0 ? toReceivedJob(item, { attempt: attempts, receipt }) : undefined;
  }

  const held = ({ receipt }: ReceivedJob) => when('#receipt = :receipt', { receipt });

  return {
    async enqueue({ name, payload, runAt, key, group = name }) {
      if (runAt !== undefined) checkRunAt(runAt, clock.now());
      const at = runAt === undefined ? { turn: await findTurn(group), group } : { dueAt: runAt };
      const id = secrets.createId<JobId>();
      const item = {
        ...jobKey(id),
        ...{ id, name, payload: JSON.stringify(payload), attempts: 0 },
        ...(key !== undefined && { key, waitsByKey: true }),
        ...standing(id, at),
      };
      const own = put(item, isAbsent);
      if (key === undefined) await table.write(own);
      // Where one with the key waits, nothing is written.
      else await table.transact([own, put({ ...waitingKey(key), jobId: id }, isAbsent)]);
      wakeUp.wakeAll();
    },

    async receive({ limit, lease, waitFor, signal }) {
      const deadline = performance.now() + waitFor;
      while (!signal?.aborted) {
        const now = clock.now();
        const size = limit + spare;
        const due = [...(await listOverlong(now, size)), ...(await listDue(now, size))];
        const jobs: ReceivedJob[] = [];
        for (const entry of due) {
          if (jobs.length === limit) break;
          const job = await claim(entry, lease);
          if (job) jobs.push(job);
        }
        if (jobs.length > 0) return jobs;
        // Others were quicker: there may be more.
        if (due.length > 0) {
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
        update(jobKey(job.id), { set: standing(job.id, { dueAt: clock.now() + lease }) }, held(job)),
      ),

    async complete(job) {
      await table.write(remove(jobKey(job.id), held(job)));
    },

    async release(job, { reason, delay, isFinal }) {
      const now = clock.now();
      const failed = { receipt: undefined, reason };
      if (isFinal) {
        const set = { ...failed, ...standing(job.id, { diedAt: now }) };
        await table.write(update(jobKey(job.id), { set }, held(job)));
        return;
      }
      const item = await table.get(jobKey(job.id));
      if (item)
        await giveBack(table, item, { ...failed, ...standing(job.id, { dueAt: now + delay }) }, held(job));
      wakeUp.wakeAll();
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
  receipt,
});
