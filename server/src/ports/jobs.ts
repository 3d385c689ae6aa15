import type { JobId } from '../domain/ids.ts';
import type { JobLane } from '../domain/job-queue.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type NewJob = {
  /** Decides by `laneOfJob` in which lane the job waits. */
  name: string;
  /** JSON, validated by the job's schema before it is handled. */
  payload: unknown;
  /** Not before; no further away than `longestWait`. */
  runAt?: Timestamp;
  /** While a job with this key waits, another one need not: a queue that can tell leaves it out. */
  key?: string;
  /** Whose it is: groups take turns, so that nobody waits for all that another one has waiting. */
  group?: string;
};

export type ReceivedJob = {
  id: JobId;
  name: string;
  payload: unknown;
  /** 1 for the first. */
  attempt: number;
  /** The lane in which it waited. */
  lane: JobLane;
  /** Proof that this receiver holds it. */
  receipt: string;
};

/** A job whose last attempt failed. What it was about stays with the queue: payloads may hold what is nobody's to read. */
export type DeadJob = {
  id: JobId;
  name: string;
  attempts: number;
  /** Of the last attempt. */
  reason: string;
  diedAt: Timestamp;
};

/** Those with these ids, or those of this name, or all. */
export type DeadJobs = { ids: readonly JobId[] } | { name: string } | 'all';

/**
 * Jobs run at least once. A job whose receiver says nothing until its lease ends is given to another. Where the clock is set
 * back, none waits longer than `longestWait` by it.
 */
export interface JobQueue {
  enqueue(job: NewJob): Promise<void>;
  /** Waits up to `waitFor` milliseconds for a job in one of `lanes`: the preferred lane first, every lane by default. */
  receive(request: {
    lanes?: readonly JobLane[];
    limit: number;
    lease: number;
    waitFor: number;
    signal?: AbortSignal;
  }): Promise<ReceivedJob[]>;
  /** False where the lease was lost. */
  extend(job: ReceivedJob, lease: number): Promise<boolean>;
  complete(job: ReceivedJob): Promise<void>;
  /** Puts a received job into another lane, where its group has its turn. Receiving it counts as no attempt. */
  move(job: ReceivedJob, to: { lane: JobLane; group?: string | undefined }): Promise<void>;
  /** Gives it back to run again after `delay` milliseconds, or, after the last attempt, puts it among the dead. */
  release(job: ReceivedJob, failure: { reason: string; delay: number; isFinal: boolean }): Promise<void>;
  /** The last to die first. */
  listDead(request: PageRequest): Promise<Page<DeadJob>>;
  /** Has dead jobs run again, their attempts counted anew. Answers which: none that is no longer dead. */
  retryDead(which: DeadJobs): Promise<JobId[]>;
  /** Forgets dead jobs. Answers which. */
  removeDead(which: DeadJobs): Promise<JobId[]>;
}
