import { isHeavier, type JobLane, jobLanes } from '../domain/job-queue.ts';
import type { Ports } from '../ports/index.ts';
import type { ReceivedJob } from '../ports/jobs.ts';
import type { Job } from './job.ts';
import { jobRegistry } from './registry.ts';

export const jobLease = 30_000;

/* Attempts that may end with a crash of their process before the job counts as the cause. */
const maxCrashes = 20;

/* 1 s, 2 s, 4 s … 10 min between attempts. */
const retryDelay = (attempt: number) => Math.min(1000 * 2 ** (attempt - 1), 600_000);

/** `released`: waits for a retry. `moved`: waits in a heavier lane. `lost`: another worker holds it. */
export type JobOutcome = 'done' | 'released' | 'moved' | 'dead' | 'lost';

/**
 * Handles one job, extends its lease meanwhile and reports the outcome to the queue. Rejects only if the queue fails.
 */
export async function runJob(ports: Ports, job: ReceivedJob, stopping: AbortSignal): Promise<JobOutcome> {
  const known = jobRegistry.get(job.name);
  const leaseLost = new AbortController();
  const signal = AbortSignal.any([stopping, leaseLost.signal]);
  const extending = setInterval(async () => {
    const isHeld = await ports.jobs.extend(job, jobLease).catch(() => true);
    if (!isHeld) leaseLost.abort(new Error('another worker holds this job now'));
  }, jobLease / 3);
  try {
    if (!known) throw new Error(`no job is called ${job.name}`);
    if (job.attempt > known.attempts + maxCrashes)
      throw new Error('it was begun again and again, and the process ended each time');
    const payload = known.payload.parse(job.payload);
    const heavier = await findHeavierLane(ports, known, { ...job, payload });
    if (heavier) {
      await ports.jobs.move(job, heavier);
      return 'moved';
    }
    await known.handle(ports, payload, signal);
    await ports.jobs.complete(job);
    return 'done';
  } catch (error) {
    if (leaseLost.signal.aborted) return 'lost';
    const isInterrupted = stopping.aborted;
    const isFinal = !isInterrupted && job.attempt >= (known?.attempts ?? 1);
    ports.log[isInterrupted ? 'info' : 'error'](
      { job: job.name, jobId: job.id, attempt: job.attempt, err: error },
      'job failed',
    );
    await ports.jobs.release(job, {
      reason: describe(error),
      delay: isInterrupted ? 0 : retryDelay(job.attempt),
      isFinal,
    });
    return isFinal ? 'dead' : 'released';
  } finally {
    clearInterval(extending);
  }
}

/**
 * Returns the heavier lane that a job belongs in. Earlier versions enqueued every job in the short lane, and a
 * photo's owner may have used much processor time since the job was enqueued.
 */
async function findHeavierLane(
  ports: Ports,
  known: Job,
  { lane, payload }: { lane: JobLane; payload: unknown },
): Promise<{ lane: JobLane; group?: string } | undefined> {
  if (lane === jobLanes.at(-1)) return undefined;
  const found = (await known.findLane?.(ports, payload)) ?? { lane: known.lane };
  return isHeavier(found.lane, lane) ? found : undefined;
}

/* The message may be for people; the cause then says why. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
