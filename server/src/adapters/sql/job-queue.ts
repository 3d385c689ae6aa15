import { randomUUID } from 'node:crypto';
import type { JobId } from '../../domain/ids.ts';
import { nextTurn, turnsEnd } from '../../domain/job-turns.ts';
import { checkRunAt, longestWait } from '../../domain/job-waits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue, ReceivedJob } from '../../ports/jobs.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { createWakeUp } from '../../ports/wake-up.ts';
import type { Database } from './database.ts';
import { createDeadJobs } from './dead-jobs.ts';
import { type MakeSlot, prepareQuery } from './prepared-query.ts';
import type { JobRow } from './schema.ts';
import { violates } from './unique-violation.ts';

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

  const selectDue = prepareQuery(kysely, (slot: MakeSlot<'now'>) =>
    kysely.selectFrom('jobs').select('id').where('due_at', '<=', slot<number>('now')).limit(1),
  );

  const selectTurns = prepareQuery(kysely, (slot: MakeSlot<'group'>) =>
    kysely.selectNoFrom(({ selectFrom }) => [
      selectFrom('jobs')
        .select(({ fn }) => fn.min('due_at').as('first'))
        .where('due_at', '<', turnsEnd)
        .as('first'),
      selectFrom('jobs')
        .select(({ fn }) => fn.max('due_at').as('last'))
        .where('waiting_group', '=', slot<string>('group'))
        .where('due_at', '<', turnsEnd)
        .as('last'),
    ]),
  );

  async function findTurn(group: string): Promise<number> {
    const [turns] = await selectTurns({ group });
    return nextTurn(turns?.first ?? undefined, turns?.last ?? undefined);
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

  let isLineFirst = false;
  /**
   * The first of the jobs that nobody else takes meanwhile. Now those in line come first, now those whose time came, so
   * that neither wait for all of the others.
   */
  const claim = (limit: number, lease: number) => {
    isLineFirst = !isLineFirst;
    const now = clock.now();
    const line = { from: 0, to: turnsEnd - 1 };
    const timed = { from: turnsEnd, to: now };
    return database.transact(async (transaction) => {
      const due: JobRow[] = [];
      for (const { from, to } of isLineFirst ? [line, timed] : [timed, line]) {
        if (due.length === limit) break;
        const rows = await transaction
          .selectFrom('jobs')
          .selectAll()
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

  return {
    async enqueue({ name, payload, runAt, key, group = name }) {
      const now = clock.now();
      if (runAt !== undefined) checkRunAt(runAt, now);
      const dueAt = runAt ?? (await findTurn(group));
      try {
        await kysely
          .insertInto('jobs')
          .values({
            id: secrets.createId<JobId>(),
            name,
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

    async receive({ limit, lease, waitFor, signal }) {
      const deadline = performance.now() + waitFor;
      while (!signal?.aborted) {
        await correctWaits();
        const isDue = (await selectDue({ now: clock.now() })).length > 0;
        const jobs = isDue ? await claim(limit, lease) : [];
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
      const waiting = { receipt: null, reason, due_at: now + delay };
      try {
        await held(job)
          .set(({ ref }) => ({ ...waiting, waiting_key: ref('job_key') }))
          .execute();
      } catch (error) {
        // Another with its key was enqueued while it ran: both wait now.
        if (!violates(error, 'waiting_key')) throw error;
        await held(job).set(waiting).execute();
      }
      wakeUp.wakeAll();
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
  receipt: row.receipt ?? '',
});
