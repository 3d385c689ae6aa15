import { setTimeout as sleep } from 'node:timers/promises';
import type { JobLane } from '../domain/job-queue.ts';
import { minutes } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';
import type { ReceivedJob } from '../ports/jobs.ts';
import { jobLease, runJob } from './run-job.ts';

const tidyInterval = minutes(5);

/* Mail jobs mostly wait for mail servers, so that a few workers suffice. */
const shortWorkers = 4;
const upkeepWorkers = 2;
/* Rendering workers look into the heavy lane first once in so many turns. */
const heavyEvery = 4;

/**
 * Starts the workers: `concurrency` of them render photos, others handle other jobs. Disposing waits for running
 * jobs.
 */
export function startWorker(ports: Ports, { concurrency }: { concurrency: number }): AsyncDisposable {
  const stopping = new AbortController();
  const workRegularly = () =>
    enqueueRegularWork(ports).catch((err) => ports.log.warn({ err }, 'regular work not enqueued'));
  void workRegularly();
  const regularly = setInterval(workRegularly, tidyInterval);
  const workers = assignLanes(concurrency).flatMap(({ count, chooseLanes }) => {
    const exclusive = createMutex();
    const receive = (signal: AbortSignal) =>
      exclusive(() =>
        ports.jobs.receive({ lanes: chooseLanes(), limit: 1, lease: jobLease, waitFor: 20_000, signal }),
      );
    return Array.from({ length: count }, () => work(ports, receive, stopping.signal));
  });
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(regularly);
      stopping.abort(new Error('the worker is stopping'));
      await Promise.all(workers);
    },
  };
}

/** Workers of one kind look for jobs in the same lanes, in order of preference. */
type Kind = { count: number; chooseLanes: () => readonly JobLane[] };

/** Reserves one of several rendering workers for accounts that used little processor time lately. */
function assignLanes(concurrency: number): Kind[] {
  const light = concurrency > 1 ? 1 : 0;
  return [
    { count: shortWorkers, chooseLanes: () => ['short'] },
    { count: upkeepWorkers, chooseLanes: () => ['upkeep'] },
    { count: light, chooseLanes: () => ['rendering'] },
    { count: concurrency - light, chooseLanes: alternate(['rendering', 'heavy']) },
  ];
}

/** Lets one idle worker of a kind poll at a time, because the others would send the same query. */
function createMutex() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(look: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(look);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Reverses the preference at times, so that the heavier lane does not starve. */
function alternate(lanes: readonly JobLane[]): Kind['chooseLanes'] {
  let count = 0;
  return () => {
    count += 1;
    return count % heavyEvery === 0 ? lanes.toReversed() : lanes;
  };
}

/**
 * Enqueues the job that runs every few minutes. Its key deduplicates it among all workers; queues without keys run it
 * more often, which does no harm.
 */
export async function enqueueRegularWork({ jobs, clock }: Pick<Ports, 'jobs' | 'clock'>): Promise<void> {
  const period = Math.floor(clock.now() / tidyInterval);
  await jobs.enqueue({ name: 'tidy', payload: {}, key: `tidy:${period}` });
}

type Receive = (signal: AbortSignal) => Promise<ReceivedJob[]>;

/* Only the signal ends a worker, not even a failure that cannot be logged. */
async function work(ports: Ports, receive: Receive, signal: AbortSignal): Promise<void> {
  while (!signal.aborted)
    await workOnce(ports, receive, signal).catch(() =>
      sleep(1000, undefined, { signal }).catch(() => undefined),
    );
}

async function workOnce(ports: Ports, receive: Receive, signal: AbortSignal): Promise<void> {
  try {
    for (const job of await receive(signal)) await runJob(ports, job, signal);
  } catch (err) {
    if (!signal.aborted) ports.log.error({ err }, 'the queue does not answer');
    throw err;
  }
}
