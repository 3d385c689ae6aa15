import type { JobId } from '../../../domain/ids.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { DeadJob, DeadJobs, JobQueue } from '../../../ports/jobs.ts';
import { type Database, violates } from '../drivers/database.ts';
import { comesBefore, positionBefore, toPage, valuesOf } from '../query/keyset.ts';
import type { JobRow } from '../query/schema.ts';

const list = 'dead-jobs';
/* The number of jobs that one query reads. */
const batch = 100;

type DeadRow = Pick<JobRow, 'id' | 'name' | 'attempts' | 'reason' | 'dead_at'>;

/** Creates the methods for dead jobs, which nobody retries. Only dead jobs have `dead_at`. */
export function createDeadJobs(
  { kysely }: Database,
  { clock, onRetry }: { clock: Clock; onRetry: () => void },
): Pick<JobQueue, 'listDead' | 'retryDead' | 'removeDead'> {
  /** Yields each job once: a job that dies again sorts before the current position. */
  async function* find(which: DeadJobs): AsyncGenerator<JobId> {
    if (which !== 'all' && 'ids' in which) return yield* new Set(which.ids);
    let after = positionBefore(list, undefined);
    for (;;) {
      const rows = await kysely
        .selectFrom('jobs')
        .select(['id', 'dead_at'])
        .where(comesBefore('dead_at', 'id', valuesOf(after)))
        .$if(which !== 'all', (query) => query.where('name', '=', which === 'all' ? '' : which.name))
        .orderBy('dead_at', 'desc')
        .orderBy('id', 'desc')
        .limit(batch)
        .execute();
      for (const { id } of rows) yield id;
      const last = rows.at(-1);
      if (!last) return;
      after = { at: last.dead_at ?? 0, id: last.id };
    }
  }

  async function retry(id: JobId): Promise<boolean> {
    const revive = (waitsByKey: boolean) =>
      kysely
        .updateTable('jobs')
        .set(({ ref }) => ({
          due_at: clock.now(),
          attempts: 0,
          dead_at: null,
          ...(waitsByKey && { waiting_key: ref('job_key') }),
        }))
        .where('id', '=', id)
        .where('dead_at', 'is not', null)
        .executeTakeFirst();
    try {
      return (await revive(true)).numUpdatedRows > 0n;
    } catch (error) {
      // A job with the same key was enqueued meanwhile: both wait now.
      if (!violates(error, 'waiting_key')) throw error;
      return (await revive(false)).numUpdatedRows > 0n;
    }
  }

  async function remove(id: JobId): Promise<boolean> {
    const { numDeletedRows } = await kysely
      .deleteFrom('jobs')
      .where('id', '=', id)
      .where('dead_at', 'is not', null)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async function settle(which: DeadJobs, settleOne: (id: JobId) => Promise<boolean>): Promise<JobId[]> {
    const settled: JobId[] = [];
    for await (const id of find(which)) if (await settleOne(id)) settled.push(id);
    return settled;
  }

  return {
    async listDead({ cursor, limit }) {
      const rows = await kysely
        .selectFrom('jobs')
        .select(['id', 'name', 'attempts', 'reason', 'dead_at'])
        .where(comesBefore('dead_at', 'id', valuesOf(positionBefore(list, cursor))))
        .orderBy('dead_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return toPage(list, limit, rows, toDeadJob, ({ id, dead_at }) => ({ at: dead_at ?? 0, id }));
    },

    async retryDead(which) {
      const retried = await settle(which, retry);
      if (retried.length > 0) onRetry();
      return retried;
    },

    removeDead: (which) => settle(which, remove),
  };
}

const toDeadJob = ({ id, name, attempts, reason, dead_at }: DeadRow): DeadJob => ({
  id,
  name,
  attempts,
  reason: reason ?? '',
  diedAt: dead_at ?? 0,
});
