import type { JobId } from '../domain/ids.ts';
import type { JobLane } from '../domain/job-queue.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type NewJob = {
  /** `laneOfJob` maps the name to a lane. */
  name: string;
  /** JSON, validated by the job's schema before it is handled. */
  payload: unknown;
  /** Earliest time of the run, at most `longestWait` from now. */
  runAt?: Timestamp;
  /** Queues that can deduplicate drop the job while another with this key waits. */
  key?: string;
  /** Groups take turns, so that no account waits for all jobs of another. */
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
  /** Proof that this receiver holds the job. */
  receipt: string;
};

/** Job whose last attempt failed. Its payload stays in the queue, because it may hold personal data. */
export type DeadJob = {
  id: JobId;
  name: string;
  attempts: number;
  /** Reason of the last failure. */
  reason: string;
  diedAt: Timestamp;
};

/** Jobs with these ids, jobs of this name, or all. */
export type DeadJobs = { ids: readonly JobId[] } | { name: string } | 'all';

/**
 * Runs jobs at least once. A job whose lease expires goes to another receiver. After the clock is set back, no job
 * waits longer than `longestWait`.
 */
export interface JobQueue {
  enqueue(job: NewJob): Promise<void>;
  /** Waits up to `waitFor` milliseconds for a job in one of `lanes`, in order of preference. Default: every lane. */
  receive(request: {
    lanes?: readonly JobLane[];
    limit: number;
    lease: number;
    waitFor: number;
    signal?: AbortSignal;
  }): Promise<ReceivedJob[]>;
  /** Returns false if the lease was lost. */
  extend(job: ReceivedJob, lease: number): Promise<boolean>;
  complete(job: ReceivedJob): Promise<void>;
  /** Moves a received job to another lane. The receipt does not count as an attempt. */
  move(job: ReceivedJob, to: { lane: JobLane; group?: string | undefined }): Promise<void>;
  /** Returns the job to the queue after `delay` milliseconds or, if `isFinal`, marks it dead. */
  release(job: ReceivedJob, failure: { reason: string; delay: number; isFinal: boolean }): Promise<void>;
  /** Dead jobs, the latest first. */
  listDead(request: PageRequest): Promise<Page<DeadJob>>;
  /** Enqueues dead jobs again with their attempts reset. Returns the ids of those that were still dead. */
  retryDead(which: DeadJobs): Promise<JobId[]>;
  /** Deletes dead jobs. Returns their ids. */
  removeDead(which: DeadJobs): Promise<JobId[]>;
}
