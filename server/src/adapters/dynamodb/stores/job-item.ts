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

/** Which job with a key waits: made with the job, removed when it is received. */
export const waitingKey = (key: string): Key => ({ pk: `job-key#${keyText(key)}`, sk: 'waiting' });

export const jobLists = { due: 1, dead: 2, group: 3 } as const;
/** Jobs of earlier versions stand in the list of short ones until a worker moves them. */
export const dueList = (lane: JobLane) => (lane === 'short' ? 'due-jobs' : `due-jobs-${lane}`);
export const deadList = 'dead-jobs';
/** Those of a group that stand in the line of a lane. */
export const groupList = (lane: JobLane, group: string) =>
  `jobs-of-group#${keyText(lane === 'heavy' ? `${lane} ${group}` : group)}`;

export const laneOfItem = (item: Item) => (item.lane ?? 'short') as JobLane;

type QueuePosition = { turn: number; group: string } | { dueAt: Timestamp } | { diedAt: Timestamp };

/** `dueAt` is its turn, or says when it may be received; a dead one is never due. */
export function queueAttributes(
  { id, lane }: { id: JobId; lane: JobLane },
  at: QueuePosition,
): Record<string, Value | undefined> {
  const inGroup = 'group' in at ? { list: groupList(lane, at.group), at: timeKey(at.turn, id) } : undefined;
  const dueAt = 'turn' in at ? at.turn : 'dueAt' in at ? at.dueAt : undefined;
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
 * Has a job wait, by its key where it has one; where another one of the key waits already, both do. False where the
 * condition does not hold.
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

/** What lets another job of the key wait, where this one keeps it from that. */
export const releaseWaitingKey = (item: Item): Write[] =>
  item.waitsByKey === true ? [remove(waitingKey(String(item.key)))] : [];
