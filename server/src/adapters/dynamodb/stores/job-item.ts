import type { JobId } from '../../../domain/ids.ts';
import type { JobLane } from '../../../domain/job-queue.ts';
import type { Timestamp } from '../../../domain/time.ts';
import { jobShards, type Key, keyText, listAttributes, shardOf, timeKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import {
  type Condition,
  type Item,
  isAbsent,
  put,
  remove,
  update,
  type Value,
  type Write,
} from '../table/writes.ts';

export const jobKey = (id: JobId): Key => ({ pk: `job#${keyText(id)}`, sk: 'job' });

/** The item that reserves a key for a waiting job. Receiving the job removes it. */
export const waitingKey = (key: string): Key => ({ pk: `job-key#${keyText(key)}`, sk: 'waiting' });

export const jobLists = { due: 1, dead: 2, group: 3 } as const;
/** Jobs of earlier versions are in the list of the short lane until a worker moves them. */
export const dueList = (lane: JobLane) => (lane === 'short' ? 'due-jobs' : `due-jobs-${lane}`);
export const deadList = 'dead-jobs';
/** The queued jobs of a group in a lane. */
export const groupList = (lane: JobLane, group: string) =>
  `jobs-of-group#${keyText(lane === 'heavy' ? `${lane} ${group}` : group)}`;

export const laneOfItem = (item: Item) => (item.lane ?? 'short') as JobLane;

type QueuePosition = { position: number; group: string } | { dueAt: Timestamp } | { diedAt: Timestamp };

/** `dueAt` is the queue position or the time when a worker may receive the job. A dead job is never due. */
export function queueAttributes(
  { id, lane }: { id: JobId; lane: JobLane },
  at: QueuePosition,
): Record<string, Value | undefined> {
  const inGroup =
    'group' in at ? { list: groupList(lane, at.group), at: timeKey(at.position, id) } : undefined;
  const dueAt = 'position' in at ? at.position : 'dueAt' in at ? at.dueAt : undefined;
  const diedAt = 'diedAt' in at ? at.diedAt : undefined;
  const due =
    dueAt === undefined
      ? undefined
      : { list: `${dueList(lane)}#${shardOf(id, jobShards)}`, at: timeKey(dueAt, id) };
  const dead = diedAt === undefined ? undefined : { list: deadList, at: timeKey(diedAt, id) };
  const lists = { [jobLists.due]: due, [jobLists.dead]: dead, [jobLists.group]: inGroup };
  return { lane, dueAt, diedAt, ...listAttributes(lists) };
}

/**
 * Returns a job to the queue, under its key unless another waiting job has the key. Returns false if the condition
 * does not hold.
 */
export async function requeue(
  table: Table,
  item: Item,
  set: Record<string, Value | undefined>,
  condition: Condition,
): Promise<boolean> {
  if (typeof item.key === 'string') {
    const holder = put({ ...waitingKey(item.key), jobId: String(item.id) }, isAbsent);
    const waiting = update(item, { set: { ...set, waitsByKey: true } }, condition);
    const failed = await table.transact([waiting, holder]);
    if (!failed.has(holder)) return failed.size === 0;
  }
  return table.write(update(item, { set }, condition));
}

/** The writes that free the key of a waiting job. */
export const releaseWaitingKey = (item: Item): Write[] =>
  item.waitsByKey === true ? [remove(waitingKey(String(item.key)))] : [];
