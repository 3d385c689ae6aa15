import { setTimeout as sleep } from 'node:timers/promises';
import type { JobLane } from '../domain/job-queue.ts';
import { minutes } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';
import type { ReceivedJob } from '../ports/jobs.ts';
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
  const workers = assignLanes(concurrency).flatMap(({ count, chooseLanes }) => {
    const inTurn = createTurns();
    const receive = (signal: AbortSignal) =>
      inTurn(() =>
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

/** Workers of one kind look for jobs in the same lanes, the preferred lane first. */
type Kind = { count: number; chooseLanes: () => readonly JobLane[] };

/** With two workers or more that draw pictures, one is always left to accounts that have had little drawn lately. */
function assignLanes(concurrency: number): Kind[] {
  const light = concurrency > 1 ? 1 : 0;
  return [
    { count: shortWorkers, chooseLanes: () => ['short'] },
    { count: upkeepWorkers, chooseLanes: () => ['upkeep'] },
    { count: light, chooseLanes: () => ['rendering'] },
    { count: concurrency - light, chooseLanes: alternate(['rendering', 'heavy']) },
  ];
}

/** Lets one worker of a kind look at a time: those that are idle would only ask the queue the same. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(look: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(look);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Without it those who wait in the heavier lane would wait for as long as the lighter one holds anything. */
function alternate(lanes: readonly JobLane[]): Kind['chooseLanes'] {
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

type Receive = (signal: AbortSignal) => Promise<ReceivedJob[]>;

/* Nothing ends a worker but the signal, not even a failure that cannot be logged. */
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
