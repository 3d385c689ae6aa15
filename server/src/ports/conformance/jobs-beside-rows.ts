import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { JobQueue, NewJob, ReceivedJob } from '../jobs.ts';
import { noon, times } from './builders.ts';
import type { CreateQueues, JobQueueHarness } from './jobs.ts';

/** What a queue in a database promises beyond every queue: it can look at what waits. */
export function describeJobsBesideRows(name: string, create: CreateQueues): void {
  describe(name, () => {
    let harness: JobQueueHarness;
    let jobs: JobQueue;
    let now = noon;

    beforeEach(async () => {
      now = noon;
      harness = await create({ now: () => now });
      jobs = harness.jobs;
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    const enqueue = (change: Partial<NewJob> = {}) => jobs.enqueue({ name: 'paint', payload: {}, ...change });
    const receive = () => jobs.receive({ limit: 10, lease: 30_000, waitFor: 0 });
    async function receiveOne(): Promise<ReceivedJob> {
      const [job] = await receive();
      assert.ok(job);
      return job;
    }

    it('brings the job that was due first, first', async () => {
      for (const minute of [3, 1, 2]) await enqueue({ name: `job-${minute}`, runAt: noon - 10 + minute });
      assert.deepEqual(
        (await receive()).map((job) => job.name),
        ['job-1', 'job-2', 'job-3'],
      );
    });

    it('keeps one job of a key waiting, also when many are enqueued at once', async () => {
      await Promise.all(
        times(20, (index) =>
          (index % 2 ? jobs : harness.elsewhere).enqueue({ name: 'paint', payload: { index }, key: 'k' }),
        ),
      );
      await enqueue({ key: 'another' });
      await enqueue();
      assert.equal((await receive()).length, 3);
    });

    it('takes no other job of the key while a released one waits', async () => {
      await enqueue({ key: 'k' });
      await jobs.release(await receiveOne(), { reason: 'it broke', delay: 1000, isFinal: false });
      await enqueue({ key: 'k' });
      now += 1000;
      assert.equal((await receive()).length, 1);
    });
  });
}
