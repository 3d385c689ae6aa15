import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { JobLane } from '../../domain/job-queue.ts';
import { longestWait } from '../../domain/job-queue.ts';
import { days, hours } from '../../domain/time.ts';
import type { JobQueue, NewJob, ReceivedJob } from '../jobs.ts';
import { noon, times } from './builders.ts';
import type { CreateQueues, JobQueueHarness } from './jobs.ts';

/** Describes the promises of job queues in a database beyond those of every queue. */
export function describeJobsInDatabase(name: string, create: CreateQueues): void {
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
    const receive = (limit = 10) => jobs.receive({ limit, lease: 30_000, waitFor: 0 });
    async function receiveOne(): Promise<ReceivedJob> {
      const [job] = await receive();
      assert.ok(job);
      return job;
    }

    it('delivers due jobs in order of their due time', async () => {
      for (const minute of [3, 1, 2]) await enqueue({ name: `job-${minute}`, runAt: noon - 10 + minute });
      assert.deepEqual(
        (await receive()).map((job) => job.name),
        ['job-1', 'job-2', 'job-3'],
      );
    });

    const receiveIn = async (...lanes: JobLane[]) => {
      const received = await jobs.receive({ lanes, limit: 10, lease: 30_000, waitFor: 0 });
      return received.map(({ name: job, lane }) => `${job} in ${lane}`);
    };

    it('delivers jobs of the requested lanes only, the first lane first', async () => {
      for (const job of ['render-photo', 'tidy', 'paint']) await enqueue({ name: job });
      assert.deepEqual(await receiveIn('heavy'), []);
      assert.deepEqual(await receiveIn('upkeep'), ['tidy in upkeep']);
      assert.deepEqual(await receiveIn('heavy', 'rendering', 'short'), [
        'render-photo in rendering',
        'paint in short',
      ]);
    });

    it('queues a moved job behind its group in the new lane, where it stays when it dies', async () => {
      for (const _ of times(3, () => 0)) await enqueue({ name: 'render-photo', group: 'ada' });
      const [first, ...others] = await receive();
      assert.ok(first);
      for (const job of [...others, first]) await jobs.move(job, { lane: 'heavy', group: 'ada' });
      await enqueue({ name: 'render-photo', group: 'zoe' });
      const [light] = await jobs.receive({ lanes: ['rendering'], limit: 1, lease: 30_000, waitFor: 0 });
      assert.ok(light);
      await jobs.move(light, { lane: 'heavy', group: 'zoe' });
      const received = await jobs.receive({ lanes: ['heavy'], limit: 10, lease: 30_000, waitFor: 0 });
      assert.equal(received.at(-1)?.id, first.id);
      assert.ok(received.slice(0, 2).some(({ id }) => id === light.id));
      const [died, ...rest] = received;
      assert.ok(died);
      for (const job of rest) await jobs.complete(job);
      await jobs.release(died, { reason: 'it broke', delay: 0, isFinal: true });
      await jobs.retryDead('all');
      assert.deepEqual(await receiveIn('short', 'upkeep', 'rendering'), []);
      assert.deepEqual(await receiveIn('heavy'), ['render-photo in heavy']);
    });

    it("wakes a receiver of the job's lane", async () => {
      const request = { limit: 1, lease: 30_000, waitFor: 60_000 };
      const waiting = jobs.receive({ ...request, lanes: ['rendering'] });
      await enqueue({ name: 'send-mail' });
      await enqueue({ name: 'render-photo' });
      assert.equal((await waiting)[0]?.name, 'render-photo');
    });

    it('keeps one waiting job for each key, also under concurrent calls', async () => {
      await Promise.all(
        times(20, (index) =>
          (index % 2 ? jobs : harness.elsewhere).enqueue({ name: 'paint', payload: { index }, key: 'k' }),
        ),
      );
      await enqueue({ key: 'another' });
      await enqueue();
      assert.equal((await receive()).length, 3);
    });

    it('refuses another job of the key while a released one waits', async () => {
      await enqueue({ key: 'k' });
      await jobs.release(await receiveOne(), { reason: 'it broke', delay: 1000, isFinal: false });
      await enqueue({ key: 'k' });
      now += 1000;
      assert.equal((await receive()).length, 1);
    });

    it('delivers jobs delayed by a fast clock once the clock is set back', async () => {
      now += days(1);
      const failure = { reason: 'it broke', delay: 1000, isFinal: false };
      for (const name of ['held', 'released', 'dead', 'keyed']) await enqueue({ name, key: name });
      for (const job of await receive()) {
        if (job.name === 'released') await jobs.release(job, failure);
        if (job.name === 'dead') await jobs.release(job, { ...failure, isFinal: true });
        if (job.name === 'keyed') await jobs.complete(job);
      }
      await enqueue({ name: 'keyed', key: 'keyed' });
      now -= days(1);
      await enqueue({ name: 'keyed', key: 'keyed' });
      await enqueue({ name: 'later', runAt: now + longestWait });
      const names = (await receive()).map(({ name }) => name);
      assert.deepEqual(names.toSorted(), ['held', 'keyed', 'released']);
      assert.equal((await jobs.retryDead('all')).length, 1);
      assert.equal((await receiveOne()).name, 'dead');
      assert.deepEqual(await receive(), []);
    });

    it('delivers them to a process that never saw the fast clock', async () => {
      now += days(1);
      for (const key of ['one', 'other']) await enqueue({ key });
      assert.equal((await receive()).length, 2);
      now -= days(1);
      const received = await harness.elsewhere.receive({ limit: 10, lease: 30_000, waitFor: 0 });
      assert.equal(received.length, 2);
      assert.deepEqual(await receive(), []);
    });

    it('delivers immediate jobs whatever the clock says', async () => {
      now += hours(1);
      await enqueue();
      now -= hours(1);
      await receiveOne();
    });

    const enqueueMany = async (group: string, count: number) => {
      for (const index of times(count, (counted) => counted))
        await enqueue({ group, payload: { group, index } });
    };
    const groupOf = ({ payload }: ReceivedJob) => (payload as { group: string }).group;
    const indexOf = ({ payload }: ReceivedJob) => (payload as { index: number }).index;
    async function receiveAll(): Promise<ReceivedJob[]> {
      const received: ReceivedJob[] = [];
      for (;;) {
        const [job] = await receive(1);
        if (!job) return received;
        received.push(job);
      }
    }

    it('alternates between groups and keeps the order within each', async () => {
      await enqueueMany('ada', 50);
      const before = await receive(20);
      await enqueueMany('zoë', 3);
      const received = await receiveAll();
      const places = received.flatMap((job, index) => (groupOf(job) === 'zoë' ? [index] : []));
      assert.ok(places.length === 3 && places.every((place) => place < 8), places.join(' '));
      const all = [...before, ...received];
      for (const [group, count] of [['ada', 50] as const, ['zoë', 3] as const])
        assert.deepEqual(
          all.filter((job) => groupOf(job) === group).map(indexOf),
          times(count, (index) => index),
        );
    });

    it('serves a group with many jobs while others keep coming', async () => {
      await enqueueMany('ada', 60);
      await receive(20);
      let served = 0;
      for (const _ of times(20, () => 0)) {
        await enqueueMany('zoë', 2);
        served += (await receive(2)).filter((job) => groupOf(job) === 'ada').length;
      }
      assert.ok(served >= 10, String(served));
    });

    it('alternates between queued and timed jobs', async () => {
      for (const _ of times(40, () => 0)) await enqueue({ name: 'timed', runAt: now + 1000 });
      await enqueueMany('ada', 40);
      now += 1000;
      const received = await receiveAll();
      assert.equal(received.length, 80);
      for (const part of [received.slice(0, 30), received.slice(-30)])
        assert.ok(new Set(part.map(({ name }) => name)).size === 2);
    });
  });
}
