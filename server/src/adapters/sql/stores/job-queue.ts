import type { Updateable } from 'kysely';
import type { JobId } from '../../../domain/ids.ts';
import {
  checkRunAt,
  type JobLane,
  jobLanes,
  laneOfJob,
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
import { createJobClaims } from './job-claims.ts';

type JobQueueOptions = { clock: Clock; secrets: Pick<Secrets, 'createId'> };

/** The interval at which a worker looks for jobs that became due or that another process enqueued. */
const pollInterval = 1000;
/** The maximum pause before the next look if other workers took the due jobs. */
const longestPause = 50;
/**
 * `due_at` is a job's queue position or the time when it may be received. Receiving moves it to the end of the lease,
 * so that a job becomes due again if its worker dies.
 */
export function createSqlJobQueue(database: Database, { clock, secrets }: JobQueueOptions): JobQueue {
  const { kysely } = database;
  const wakeUp = createWakeUp();
  const { claim, correctDueTimes, hasDue } = createJobClaims(database, clock);

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
          if (!(await hasDue(lane))) continue;
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
