import { randomUUID } from 'node:crypto';
import type { Updateable } from 'kysely';
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
import type { Clock } from '../../../ports/clock.ts';
import type { JobQueue, ReceivedJob } from '../../../ports/jobs.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import { createWakeUp } from '../../../ports/wake-up.ts';
import { type Database, violates } from '../drivers/database.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import type { JobRow } from '../query/schema.ts';
import { createDeadJobs } from './dead-jobs.ts';

type JobQueueOptions = { clock: Clock; secrets: Pick<Secrets, 'createId'> };

/** How soon work that another process enqueued, or whose time came, is noticed. */
const pollInterval = 1000;
/** How soon it is looked again where others take what is due. */
const longestPause = 50;
/** How soon jobs are noticed that a clock which ran ahead made wait. */
const lookInterval = 60_000;

/**
 * `due_at` is a job's turn, or says when it may be received. Receiving moves it to the end of the lease: a job whose
 * receiver died comes due by itself.
 */
export function createSqlJobQueue(database: Database, { clock, secrets }: JobQueueOptions): JobQueue {
  const { kysely } = database;
  const wakeUp = createWakeUp();

  const selectDue = prepareQuery(kysely, (slot: MakeSlot<'lane' | 'now'>) =>
    kysely
      .selectFrom('jobs')
      .select('id')
      .where('lane', '=', slot<JobLane>('lane'))
      .where('due_at', '<=', slot<number>('now'))
      .limit(1),
  );

  const selectTurns = prepareQuery(kysely, (slot: MakeSlot<'lane' | 'group'>) =>
    kysely.selectNoFrom(({ selectFrom }) => [
      selectFrom('jobs')
        .select(({ fn }) => fn.min('due_at').as('first'))
        .where('lane', '=', slot<JobLane>('lane'))
        .where('due_at', '<', queuePositionsEnd)
        .as('first'),
      selectFrom('jobs')
        .select(({ fn }) => fn.max('due_at').as('last'))
        .where('lane', '=', slot<JobLane>('lane'))
        .where('waiting_group', '=', slot<string>('group'))
        .where('due_at', '<', queuePositionsEnd)
        .as('last'),
    ]),
  );

  async function findTurn(lane: JobLane, group: string): Promise<number> {
    const [turns] = await selectTurns({ lane, group });
    return nextQueuePosition(turns?.first ?? undefined, turns?.last ?? undefined);
  }

  let nextLook = 0;
  /** Ends waits that are longer than any may be: looked for at first, regularly, and as soon as the clock is set back. */
  async function correctWaits(): Promise<void> {
    const now = clock.now();
    const left = nextLook - now;
    if (left > 0 && left <= lookInterval) return;
    nextLook = now + lookInterval;
    await database.transact((transaction) =>
      transaction
        .updateTable('jobs')
        .set({ due_at: now })
        .where('due_at', '>', now + longestWait)
        .execute(),
    );
  }

  const isLineFirst = new Set<JobLane>();
  /**
   * Claims the first jobs of a lane that no other receiver takes meanwhile. Jobs in line and jobs whose time came are
   * preferred alternately, so that neither kind waits for all of the other.
   */
  const claim = (lane: JobLane, limit: number, lease: number) => {
    if (!isLineFirst.delete(lane)) isLineFirst.add(lane);
    const now = clock.now();
    const line = { from: 0, to: queuePositionsEnd - 1 };
    const timed = { from: queuePositionsEnd, to: now };
    return database.transact(async (transaction) => {
      const due: JobRow[] = [];
      for (const { from, to } of isLineFirst.has(lane) ? [line, timed] : [timed, line]) {
        if (due.length === limit) break;
        const rows = await transaction
          .selectFrom('jobs')
          .selectAll()
          .where('lane', '=', lane)
          .where('due_at', '>=', from)
          .where('due_at', '<=', to)
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit - due.length)
          .modifyEnd(database.dialect.claimLock)
          .execute();
        due.push(...rows);
      }
      if (due.length === 0) return [];
      const receipt = randomUUID();
      await transaction
        .updateTable('jobs')
        .set((column) => ({
          due_at: now + lease,
          attempts: column('attempts', '+', 1),
          receipt,
          waiting_key: null,
          waiting_group: null,
        }))
        .where(
          'id',
          'in',
          due.map(({ id }) => id),
        )
        .execute();
      return due.map((row) => toReceivedJob({ ...row, attempts: row.attempts + 1, receipt }));
    });
  };

  const held = (job: ReceivedJob) =>
    kysely.updateTable('jobs').where('id', '=', job.id).where('receipt', '=', job.receipt);

  /** Has a held job wait again, by its key where no other job of the key was enqueued meanwhile. */
  async function giveBack(job: ReceivedJob, waiting: Updateable<JobRow>): Promise<void> {
    const change = { ...waiting, receipt: null };
    try {
      await held(job)
        .set(({ ref }) => ({ ...change, waiting_key: ref('job_key') }))
        .execute();
    } catch (error) {
      if (!violates(error, 'waiting_key')) throw error;
      await held(job).set(change).execute();
    }
    wakeUp.wakeAll();
  }

  return {
    async enqueue({ name, payload, runAt, key, group = name }) {
      const now = clock.now();
      if (runAt !== undefined) checkRunAt(runAt, now);
      const lane = laneOfJob(name);
      const dueAt = runAt ?? (await findTurn(lane, group));
      try {
        await kysely
          .insertInto('jobs')
          .values({
            id: secrets.createId<JobId>(),
            name,
            lane,
            payload: JSON.stringify(payload),
            job_key: key ?? null,
            waiting_key: key ?? null,
            waiting_group: runAt === undefined ? group : null,
            due_at: dueAt,
            attempts: 0,
            receipt: null,
            reason: null,
            enqueued_at: now,
            dead_at: null,
          })
          .execute();
      } catch (error) {
        if (!violates(error, 'waiting_key')) throw error;
      }
      wakeUp.wakeAll();
    },

    async receive({ lanes = jobLanes, limit, lease, waitFor, signal }) {
      const deadline = performance.now() + waitFor;
      while (!signal?.aborted) {
        await correctWaits();
        const jobs: ReceivedJob[] = [];
        let isDue = false;
        for (const lane of lanes) {
          if (jobs.length === limit) break;
          if ((await selectDue({ lane, now: clock.now() })).length === 0) continue;
          isDue = true;
          jobs.push(...(await claim(lane, limit - jobs.length, lease)));
        }
        if (jobs.length > 0) return jobs;
        const remaining = deadline - performance.now();
        if (remaining <= 0) break;
        // Where something is due, others were quicker: there may be more.
        const pause = isDue ? Math.random() * longestPause : pollInterval;
        await wakeUp.sleep(Math.min(remaining, pause), signal);
      }
      return [];
    },

    async extend(job, lease) {
      const { numUpdatedRows } = await held(job)
        .set({ due_at: clock.now() + lease })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async complete(job) {
      await kysely.deleteFrom('jobs').where('id', '=', job.id).where('receipt', '=', job.receipt).execute();
    },

    async release(job, { reason, delay, isFinal }) {
      const now = clock.now();
      if (isFinal) {
        await held(job).set({ receipt: null, reason, due_at: null, dead_at: now }).execute();
        return;
      }
      await giveBack(job, { reason, due_at: now + delay });
    },

    async move(job, { lane, group = job.name }) {
      const turn = await findTurn(lane, group);
      await giveBack(job, { lane, due_at: turn, waiting_group: group, attempts: job.attempt - 1 });
    },

    ...createDeadJobs(database, { clock, onRetry: wakeUp.wakeAll }),
  };
}

const toReceivedJob = (row: JobRow): ReceivedJob => ({
  id: row.id,
  name: row.name,
  // JSON that `enqueue` wrote.
  payload: JSON.parse(row.payload) as unknown,
  attempt: row.attempts,
  lane: row.lane,
  receipt: row.receipt ?? '',
});
