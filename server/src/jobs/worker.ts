import { setTimeout as sleep } from 'node:timers/promises';
import { minutes } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';
import { jobLease, runJob } from './run-job.ts';

const tidyInterval = minutes(5);

/** Works until stopped: as many jobs at once as `concurrency`, and the regular ones. Disposing waits for those under way. */
export function startWorker(ports: Ports, { concurrency }: { concurrency: number }): AsyncDisposable {
  const stopping = new AbortController();
  const workRegularly = () =>
    enqueueRegularWork(ports).catch((err) => ports.log.warn({ err }, 'regular work not enqueued'));
  void workRegularly();
  const regularly = setInterval(workRegularly, tidyInterval);
  const lanes = Array.from({ length: concurrency }, () => work(ports, stopping.signal));
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(regularly);
      stopping.abort(new Error('the worker is stopping'));
      await Promise.all(lanes);
    },
  };
}

/**
 * What has to be done every few minutes: once, however many workers say so at once, or once each where the queue keeps no
 * keys, which does no harm.
 */
export async function enqueueRegularWork({ jobs, clock }: Pick<Ports, 'jobs' | 'clock'>): Promise<void> {
  const period = Math.floor(clock.now() / tidyInterval);
  await jobs.enqueue({ name: 'tidy', payload: {}, key: `tidy:${period}` });
}

/* Nothing ends a lane but the signal, not even where what went wrong cannot be logged. */
async function work(ports: Ports, signal: AbortSignal): Promise<void> {
  while (!signal.aborted)
    await workOnce(ports, signal).catch(() => sleep(1000, undefined, { signal }).catch(() => undefined));
}

async function workOnce(ports: Ports, signal: AbortSignal): Promise<void> {
  try {
    const jobs = await ports.jobs.receive({ limit: 1, lease: jobLease, waitFor: 20_000, signal });
    for (const job of jobs) await runJob(ports, job, signal);
  } catch (err) {
    if (!signal.aborted) ports.log.error({ err }, 'the queue does not answer');
    throw err;
  }
}
