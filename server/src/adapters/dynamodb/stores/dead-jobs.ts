import type { JobId } from '../../../domain/ids.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { DeadJob, DeadJobs, JobQueue } from '../../../ports/jobs.ts';
import { loadItems, readFirst, readPage } from '../table/lists.ts';
import type { Table } from '../table/table.ts';
import { type Item, remove, when } from '../table/writes.ts';
import { deadList, jobKey, jobLists, laneOfItem, queueAttributes, requeue } from './job-item.ts';

/* The number of jobs that one query reads. */
const batch = 100;
const number = jobLists.dead;
const isDead = when('attribute_exists(#diedAt)');

/** Creates the methods for dead jobs, which nobody retries. Only dead jobs have `diedAt`. */
export function createDeadJobs(
  table: Table,
  { clock, onRetry }: { clock: Clock; onRetry: () => void },
): Pick<JobQueue, 'listDead' | 'retryDead' | 'removeDead'> {
  /** Yields each job once: a job that dies again sorts before the current position. */
  async function* find(which: DeadJobs): AsyncGenerator<JobId> {
    if (which !== 'all' && 'ids' in which) return yield* new Set(which.ids);
    let after: string | undefined;
    for (;;) {
      const dead = await readFirst(
        table,
        { number, lists: [deadList], after, limit: batch },
        loadItems(table, { number }, (item) => item),
      );
      for (const item of dead) if (which === 'all' || item.name === which.name) yield toDeadJob(item).id;
      const last = dead.at(-1);
      if (!last) return;
      after = String(last.at2);
    }
  }

  async function retry(id: JobId): Promise<boolean> {
    const item = await table.get(jobKey(id));
    if (!item) return false;
    return requeue(
      table,
      item,
      { ...queueAttributes({ id, lane: laneOfItem(item) }, { dueAt: clock.now() }), attempts: 0 },
      isDead,
    );
  }

  async function settle(which: DeadJobs, settleOne: (id: JobId) => Promise<boolean>): Promise<JobId[]> {
    const settled: JobId[] = [];
    for await (const id of find(which)) if (await settleOne(id)) settled.push(id);
    return settled;
  }

  return {
    listDead: (request) =>
      readPage(
        table,
        { name: 'dead-jobs', number, lists: [deadList], ...request },
        loadItems(table, { number }, toDeadJob),
      ),

    async retryDead(which) {
      const retried = await settle(which, retry);
      if (retried.length > 0) onRetry();
      return retried;
    },

    removeDead: (which) => settle(which, (id) => table.write(remove(jobKey(id), isDead))),
  };
}

const toDeadJob = (item: Item): DeadJob => ({
  id: String(item.id) as JobId,
  name: String(item.name),
  attempts: Number(item.attempts),
  reason: String(item.reason),
  diedAt: Number(item.diedAt),
});
