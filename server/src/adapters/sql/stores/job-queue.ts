import { randomUUID } from 'node:crypto';
import type { Transaction, Updateable } from 'kysely';
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
import { type Database, violates } from '../drivers/database.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import type { JobRow, Schema } from '../query/schema.ts';
import { createDeadJobs } from './dead-jobs.ts';

type JobQueueOptions = { clock: Clock; secrets: Pick<Secrets, 'createId'> };

/** The interval at which a worker looks for jobs that became due or that another process enqueued. */
const pollInterval = 1000;
/** The maximum pause before the next look if other workers took the due jobs. */
const longestPause = 50;
/** The interval at which a worker corrects due times that a fast clock set too far ahead. */
const correctionInterval = 60_000;

/**
 * `due_at` is a job's queue position or the time when it may be received. Receiving moves it to the end of the lease,
 * so that a job becomes due again if its worker dies.
 */
export function createSqlJobQueue(database: Database, { clock, secrets }: JobQueueOptions): JobQueue {
  const { kysely } = database;
  const wakeUp = createWakeUp();
  const preferQueued = createAlternation();

  const selectDue = prepareQuery(kysely, (slot: MakeSlot<'lane' | 'now'>) =>
    kysely
      .selectFrom('jobs')
      .select('id')
      .where('lane', '=', slot<JobLane>('lane'))
      .where('due_at', '<=', slot<number>('now'))
      .limit(1),
  );

  const selectPositions = prepareQuery(kysely, (slot: MakeSlot<'lane' | 'group'>) =>
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

  async function findPosition(lane: JobLane, group: string): Promise<number> {
    const [positions] = await selectPositions({ lane, group });
    return nextQueuePosition(positions?.first ?? undefined, positions?.last ?? undefined);
  }

  let nextCorrection = 0;
  /** Makes jobs due that wait longer than allowed. Runs at first, at intervals, and when the clock is set back. */
  async function correctDueTimes(): Promise<void> {
    const now = clock.now();
    const left = nextCorrection - now;
    if (left > 0 && left <= correctionInterval) return;
    nextCorrection = now + correctionInterval;
    await database.transact((transaction) =>
      transaction
        .updateTable('jobs')
        .set({ due_at: now })
        .where('due_at', '>', now + longestWait)
        .execute(),
    );
  }

  /** Locks up to `limit` due jobs of a lane that no other worker has locked. */
  async function lockDue(
    transaction: Transaction<Schema>,
    { lane, limit, now }: { lane: JobLane; limit: number; now: Timestamp },
  ): Promise<JobRow[]> {
    const ranges = {
      queued: { from: 0, to: queuePositionsEnd - 1 },
      timed: { from: queuePositionsEnd, to: now },
    };
    const order = preferQueued(lane) ? [ranges.queued, ranges.timed] : [ranges.timed, ranges.queued];
    const due: JobRow[] = [];
    for (const { from, to } of order) {
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
    return due;
  }

  /** Claims the first due jobs of a lane that no other worker claims meanwhile. */
  const claim = (lane: JobLane, limit: number, lease: number) => {
    const now = clock.now();
    return database.transact(async (transaction) => {
      const due = await lockDue(transaction, { lane, limit, now });
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

  /** Returns a held job to the queue, under its key unless another job took the key meanwhile. */
  async function requeue(job: ReceivedJob, waiting: Updateable<JobRow>): Promise<void> {
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
      const dueAt = runAt ?? (await findPosition(lane, group));
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
        await correctDueTimes();
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
        // If a job is due but was not claimed, other workers were faster: more jobs may follow soon.
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
      await requeue(job, { reason, due_at: now + delay });
    },

    async move(job, { lane, group = job.name }) {
      const position = await findPosition(lane, group);
      await requeue(job, { lane, due_at: position, waiting_group: group, attempts: job.attempt - 1 });
    },

    ...createDeadJobs(database, { clock, onRetry: wakeUp.wakeAll }),
  };
}

const toReceivedJob = (row: JobRow): ReceivedJob => ({
  id: row.id,
  name: row.name,
  payload: JSON.parse(row.payload) as unknown,
  attempt: row.attempts,
  lane: row.lane,
  receipt: row.receipt ?? '',
});
