import { setTimeout as sleep } from 'node:timers/promises';
import type { JobLane } from '../domain/job-lanes.ts';
import { minutes } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';
import { jobLease, runJob } from './run-job.ts';

const tidyInterval = minutes(5);

/* Mails wait for mail servers, most of the time: a few workers do for all of them. */
const shortWorkers = 4;
const upkeepWorkers = 2;
/* A worker that prefers pictures of light accounts prefers those of heavy ones every so often. */
const heavyEvery = 4;

/**
 * Works until stopped: draws as many pictures at once as `concurrency`, and handles other jobs beside them. Disposing waits
 * for the jobs under way.
 */
export function startWorker(ports: Ports, { concurrency }: { concurrency: number }): AsyncDisposable {
  const stopping = new AbortController();
  const workRegularly = () =>
    enqueueRegularWork(ports).catch((err) => ports.log.warn({ err }, 'regular work not enqueued'));
  void workRegularly();
  const regularly = setInterval(workRegularly, tidyInterval);
  const workers = assignLanes(concurrency).map((chooseLanes) => work(ports, chooseLanes, stopping.signal));
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(regularly);
      stopping.abort(new Error('the worker is stopping'));
      await Promise.all(workers);
    },
  };
}

/** The lanes in which a worker looks for its next job, the preferred lane first. */
type ChooseLanes = () => readonly JobLane[];

/** With two workers or more that draw pictures, one is always left to accounts that have had little drawn lately. */
function assignLanes(concurrency: number): ChooseLanes[] {
  const repeat = (count: number, create: (index: number) => ChooseLanes) =>
    Array.from({ length: count }, (_, index) => create(index));
  return [
    ...repeat(shortWorkers, () => () => ['short']),
    ...repeat(upkeepWorkers, () => () => ['upkeep']),
    ...repeat(concurrency, (index) =>
      index === 0 && concurrency > 1 ? () => ['rendering'] : alternate(['rendering', 'heavy']),
    ),
  ];
}

/** Without it those who wait in the heavier lane would wait for as long as the lighter one holds anything. */
function alternate(lanes: readonly JobLane[]): ChooseLanes {
  let count = 0;
  return () => {
    count += 1;
    return count % heavyEvery === 0 ? lanes.toReversed() : lanes;
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

/* Nothing ends a worker but the signal, not even a failure that cannot be logged. */
async function work(ports: Ports, chooseLanes: ChooseLanes, signal: AbortSignal): Promise<void> {
  while (!signal.aborted)
    await workOnce(ports, chooseLanes(), signal).catch(() =>
      sleep(1000, undefined, { signal }).catch(() => undefined),
    );
}

async function workOnce(ports: Ports, lanes: readonly JobLane[], signal: AbortSignal): Promise<void> {
  try {
    const jobs = await ports.jobs.receive({ lanes, limit: 1, lease: jobLease, waitFor: 20_000, signal });
    for (const job of jobs) await runJob(ports, job, signal);
  } catch (err) {
    if (!signal.aborted) ports.log.error({ err }, 'the queue does not answer');
    throw err;
  }
}
