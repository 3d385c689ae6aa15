import { setTimeout as sleep } from 'node:timers/promises';
import { minutes } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';
import { jobLease, runJob } from './run-job.ts';

const tidyInterval = minutes(5);

/** Works until stopped: as many jobs at once as `concurrency`, and the regular ones. Disposing waits for those under way. */
export function startWorker(ports: Ports, { concurrency }: { concurrency: number }): AsyncDisposable {
  const stopping = new AbortController();
  const enqueueTidy = () => {
    const turn = Math.floor(ports.clock.now() / tidyInterval);
    ports.jobs
      .enqueue({ name: 'tidy', payload: {}, key: `tidy:${turn}` })
      .catch((err) => ports.log.warn({ err }, 'regular work not enqueued'));
  };
  enqueueTidy();
  const regularly = setInterval(enqueueTidy, tidyInterval);
  const lanes = Array.from({ length: concurrency }, () => work(ports, stopping.signal));
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(regularly);
      stopping.abort(new Error('the worker is stopping'));
      await Promise.all(lanes);
    },
  };
}

async function work(ports: Ports, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const jobs = await ports.jobs.receive({ limit: 1, lease: jobLease, waitFor: 20_000, signal });
      for (const job of jobs) await runJob(ports, job, signal);
    } catch (err) {
      if (signal.aborted) return;
      ports.log.error({ err }, 'the queue does not answer');
      await sleep(1000, undefined, { signal }).catch(() => undefined);
    }
  }
}
