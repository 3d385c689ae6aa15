import { Counter, Gauge, type Registry } from 'prom-client';
import { minutes } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';
import type { JobQueue, ReceivedJob } from '../ports/jobs.ts';

/* Limits the dead jobs that one scrape reads, so that its cost does not grow. */
const mostDead = 200;
const deadInterval = minutes(1);

/** Counts the jobs of this process. A scrape reads the number of dead jobs, at most once a minute. */
export function countJobs({ jobs, clock }: Pick<Ports, 'jobs' | 'clock'>, registry: Registry): JobQueue {
  const registers = [registry];
  const labelNames = ['job'];
  const enqueued = new Counter({
    name: 'vitrine_jobs_enqueued_total',
    help: 'Jobs that were enqueued here',
    labelNames,
    registers,
  });
  const running = new Gauge({
    name: 'vitrine_jobs_running',
    help: 'Jobs that run here',
    labelNames,
    registers,
  });
  const ended = new Counter({
    name: 'vitrine_jobs_ended_total',
    help: 'Attempts at jobs that ended here: done, released to be tried again, dead, moved to another lane, or lost to another worker',
    labelNames: ['job', 'outcome'],
    registers,
  });
  addDeadJobs({ jobs, clock }, registry);

  const held = new Set<string>();
  const end = ({ name, receipt }: ReceivedJob, outcome: 'done' | 'released' | 'dead' | 'lost' | 'moved') => {
    if (!held.delete(receipt + name)) return;
    running.dec({ job: name });
    ended.inc({ job: name, outcome });
  };
  return {
    ...jobs,
    async enqueue(job) {
      await jobs.enqueue(job);
      enqueued.inc({ job: job.name });
    },
    async receive(request) {
      const received = await jobs.receive(request);
      for (const { name, receipt } of received) {
        held.add(receipt + name);
        running.inc({ job: name });
      }
      return received;
    },
    async extend(job, lease) {
      const isHeld = await jobs.extend(job, lease);
      if (!isHeld) end(job, 'lost');
      return isHeld;
    },
    async complete(job) {
      await jobs.complete(job);
      end(job, 'done');
    },
    async move(job, to) {
      await jobs.move(job, to);
      end(job, 'moved');
    },
    async release(job, failure) {
      await jobs.release(job, failure);
      end(job, failure.isFinal ? 'dead' : 'released');
    },
  };
}

function addDeadJobs({ jobs, clock }: Pick<Ports, 'jobs' | 'clock'>, registry: Registry): void {
  let nextLook = 0;
  new Gauge({
    name: 'vitrine_jobs_dead',
    help: `Jobs whose last attempt failed, of the latest ${mostDead}; looked up once a minute`,
    labelNames: ['job'],
    registers: [registry],
    async collect() {
      const now = clock.now();
      if (now < nextLook && nextLook - now <= deadInterval) return;
      nextLook = now + deadInterval;
      // A number that the queue cannot tell just now follows at the next look.
      const dead = await jobs.listDead({ limit: mostDead }).catch(() => undefined);
      if (!dead) return;
      this.reset();
      for (const { name } of dead.items) this.inc({ job: name });
    },
  });
}
