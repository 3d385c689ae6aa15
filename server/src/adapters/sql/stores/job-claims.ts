import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import {
  createAlternation,
  type JobLane,
  longestWait,
  queuePositionsEnd,
} from '../../../domain/job-queue.ts';
import type { Timestamp } from '../../../domain/time.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ReceivedJob } from '../../../ports/jobs.ts';
import type { Database } from '../drivers/database.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import type { JobRow, Schema } from '../query/schema.ts';

type DueRequest = { lane: JobLane; limit: number; now: Timestamp; isQueuedFirst: boolean };

/** The interval at which a worker corrects due times that a fast clock set too far ahead. */
const correctionInterval = 60_000;

/** Creates the part of the queue that finds due jobs and leases them to a worker. */
export function createJobClaims(database: Database, clock: Clock) {
  const { kysely } = database;
  const preferQueued = createAlternation();

  const selectDue = prepareQuery(kysely, (slot: MakeSlot<'lane' | 'now'>) =>
    kysely
      .selectFrom('jobs')
      .select('id')
      .where('lane', '=', slot<JobLane>('lane'))
      .where('due_at', '<=', slot<number>('now'))
      .limit(1),
  );

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
    { lane, limit, now, isQueuedFirst }: DueRequest,
  ): Promise<JobRow[]> {
    const ranges = {
      queued: { from: 0, to: queuePositionsEnd - 1 },
      timed: { from: queuePositionsEnd, to: now },
    };
    const order = isQueuedFirst ? [ranges.queued, ranges.timed] : [ranges.timed, ranges.queued];
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
    const isQueuedFirst = preferQueued(lane);
    return database.transact(async (transaction) => {
      const due = await lockDue(transaction, { lane, limit, now, isQueuedFirst });
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

  return {
    correctDueTimes,
    hasDue: async (lane: JobLane) => (await selectDue({ lane, now: clock.now() })).length > 0,
    claim,
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
