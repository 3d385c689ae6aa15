import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { JobId } from '../../domain/ids.ts';
import type { JobLane } from '../../domain/job-queue.ts';
import { longestWait } from '../../domain/job-queue.ts';
import type { JobQueue, NewJob, ReceivedJob } from '../jobs.ts';
import { newId, noon, times } from './builders.ts';

export type JobQueueHarness = AsyncDisposable & {
  /** An empty queue. Both use `clock`. */
  jobs: JobQueue;
  /** The same queue as another process sees it. */
  elsewhere: JobQueue;
};

export type CreateQueues = (clock: { now(): number }) => Promise<JobQueueHarness>;

/** Describes the promises of every job queue. */
export function describeJobQueue(name: string, create: CreateQueues): void {
  describe(name, () => {
    let harness: JobQueueHarness;
    let jobs: JobQueue;
    let now = noon;
    const lease = 30_000;

    beforeEach(async () => {
      now = noon;
      harness = await create({ now: () => now });
      jobs = harness.jobs;
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    const enqueue = (change: Partial<NewJob> = {}) => jobs.enqueue({ name: 'paint', payload: {}, ...change });
    const receive = (limit = 10, queue = jobs) => queue.receive({ limit, lease, waitFor: 0 });
    async function receiveOne(): Promise<ReceivedJob> {
      const [job, ...more] = await receive();
      assert.ok(job);
      assert.equal(more.length, 0);
      return job;
    }
    const failure = { reason: 'it broke', delay: 1000, isFinal: false };

    it('delivers a job to one receiver with its name and payload', async () => {
      const payload = { text: 'Zoë 🦉', list: [1, null, { deep: true }] };
      await enqueue({ name: 'paint', payload });
      const job = await receiveOne();
      assert.equal(job.name, 'paint');
      assert.deepEqual(job.payload, payload);
      assert.equal(job.attempt, 1);
      assert.deepEqual(await receive(10, harness.elsewhere), []);
    });

    it('delivers no more jobs than requested', async () => {
      for (const _ of times(5, () => 0)) await enqueue();
      assert.equal((await receive(2)).length, 2);
      assert.equal((await receive(10)).length, 3);
    });

    const receiveIn = async (lane: JobLane) => {
      const received = await jobs.receive({ lanes: [lane], limit: 10, lease, waitFor: 0 });
      return received.map(({ name: job }) => job);
    };
    /** The time that a queue needs to forward a job to another queue. */
    const sendingOn = 3000;

    it('delivers short jobs whatever the number of waiting pictures', async () => {
      for (const _ of times(25, () => 0)) await enqueue({ name: 'render-photo' });
      await enqueue({ name: 'send-mail' });
      assert.deepEqual(await receiveIn('short'), ['send-mail']);
      now += sendingOn;
      assert.deepEqual(
        await receiveIn('rendering'),
        times(10, () => 'render-photo'),
      );
    });

    it('delivers pictures whatever the number of waiting short jobs', async () => {
      for (const _ of times(25, () => 0)) await enqueue({ name: 'send-mail' });
      await enqueue({ name: 'render-photo' });
      assert.ok(!(await receiveIn('short')).includes('render-photo'));
      now += sendingOn;
      const received = await jobs.receive({ lanes: ['rendering'], limit: 30, lease, waitFor: 0 });
      assert.ok(received.some((job) => job.name === 'render-photo' && job.lane === 'rendering'));
    });

    it('moves a held job to another lane without counting an attempt', async () => {
      const payload = { text: 'Zoë 🦉' };
      await enqueue({ payload, key: 'k', group: 'ada' });
      const first = await receiveOne();
      assert.equal(first.lane, 'short');
      await jobs.move(first, { lane: 'rendering', group: 'ada' });
      assert.equal(await jobs.extend(first, lease), false);
      const { id } = first;
      const again = async () =>
        (await jobs.receive({ lanes: ['rendering'], limit: 10, lease, waitFor: 0 }))[0];
      const moved = await again();
      assert.deepEqual(
        [moved?.id, moved?.payload, moved?.attempt, moved?.lane],
        [id, payload, 1, 'rendering'],
      );
      assert.ok(moved);
      await jobs.release(moved, failure);
      now += failure.delay;
      assert.deepEqual([(await again())?.attempt, await receiveIn('short')], [2, []]);
    });

    it('does not move a job that its receiver lost', async () => {
      await enqueue({ name: 'render-photo' });
      const lost = await receiveOne();
      now += lease;
      const held = await receiveOne();
      await jobs.move(lost, { lane: 'heavy' });
      assert.deepEqual(await receiveIn('rendering'), []);
      assert.deepEqual(await receiveIn('heavy'), []);
      assert.equal(await jobs.extend(held, lease), true);
    });

    it('delivers no job before its time', async () => {
      await enqueue({ runAt: noon + 1000 });
      assert.deepEqual(await receive(), []);
      now += 1000;
      await receiveOne();
    });

    it('lets a job wait up to the limit, and refuses a longer wait', async () => {
      await assert.rejects(enqueue({ runAt: noon + longestWait + 1 }), RangeError);
      await enqueue({ runAt: noon + longestWait });
      assert.deepEqual(await receive(), []);
      assert.deepEqual(await receive(10, harness.elsewhere), []);
      now += longestWait;
      await receiveOne();
    });

    it('delivers each job to one of many receivers', async () => {
      await Promise.all(times(40, (index) => enqueue({ payload: { index } })));
      const received = await Promise.all(
        times(20, (index) => receive(3, index % 2 ? jobs : harness.elsewhere)),
      );
      const rest = await receive(40);
      const all = [...received.flat(), ...rest].map(({ id }) => id);
      assert.equal(all.length, 40);
      assert.equal(new Set(all).size, 40);
    });

    it('delivers a job again after its lease and counts the attempt', async () => {
      await enqueue();
      const first = await receiveOne();
      now += lease - 1;
      assert.deepEqual(await receive(), []);
      now += 1;
      const second = await receiveOne();
      assert.equal(second.id, first.id);
      assert.equal(second.attempt, 2);
    });

    it('extends a lease while it is held', async () => {
      await enqueue();
      const first = await receiveOne();
      now += lease - 1;
      assert.equal(await jobs.extend(first, lease), true);
      now += lease - 1;
      assert.deepEqual(await receive(), []);
      now += 1;
      const second = await receiveOne();
      assert.equal(await jobs.extend(first, lease), false);
      assert.equal(await jobs.extend(second, lease), true);
    });

    it('never delivers a completed job again', async () => {
      await enqueue();
      await jobs.complete(await receiveOne());
      now += lease * 10;
      assert.deepEqual(await receive(), []);
    });

    it('ignores a receiver that lost the job', async () => {
      await enqueue();
      const lost = await receiveOne();
      now += lease;
      const held = await receiveOne();
      await jobs.complete(lost);
      await jobs.release(lost, { ...failure, isFinal: true });
      assert.equal(await jobs.extend(held, lease), true);
      now += lease;
      await receiveOne();
    });

    it('delivers a released job again after its delay', async () => {
      await enqueue();
      const first = await receiveOne();
      await jobs.release(first, failure);
      assert.equal(await jobs.extend(first, lease), false);
      now += 999;
      assert.deepEqual(await receive(), []);
      now += 1;
      const second = await receiveOne();
      assert.equal(second.id, first.id);
      assert.equal(second.attempt, 2);
    });

    it('never delivers a dead job again', async () => {
      await enqueue();
      await jobs.release(await receiveOne(), { ...failure, isFinal: true });
      now += lease * 10;
      assert.deepEqual(await receive(), []);
    });

    /** Makes a job die at its first attempt. */
    async function die(change: Partial<NewJob> = {}, reason = 'it broke'): Promise<ReceivedJob> {
      await enqueue(change);
      const job = await receiveOne();
      await jobs.release(job, { ...failure, reason, isFinal: true });
      return job;
    }

    it('lists dead jobs page by page, latest first, without payloads', async () => {
      assert.deepEqual(await jobs.listDead({ limit: 10 }), { items: [] });
      const died: ReceivedJob[] = [];
      for (const index of times(5, (count) => count)) {
        now += 1000;
        died.unshift(await die({ name: `job-${index}`, payload: { secret: 'xyzzy' } }, `no. ${index} 🦉`));
      }
      await enqueue();
      const listed = [];
      let cursor: string | undefined;
      do {
        const page = await harness.elsewhere.listDead({ limit: 2, cursor });
        assert.ok(page.items.length <= 2);
        listed.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      assert.deepEqual(
        listed,
        died.map(({ id, name }, index) => ({
          id,
          name,
          attempts: 1,
          reason: `no. ${4 - index} 🦉`,
          diedAt: noon + 1000 * (5 - index),
        })),
      );
    });

    it('retries dead jobs by id, once each, with new attempts', async () => {
      const payload = { text: 'Zoë 🦉' };
      const first = await die({ payload });
      const other = await die();
      const which = { ids: [first.id, first.id, newId<JobId>()] };
      assert.deepEqual(await jobs.retryDead(which), [first.id]);
      assert.deepEqual(await harness.elsewhere.retryDead(which), []);
      const { items } = await jobs.listDead({ limit: 10 });
      assert.deepEqual(
        items.map(({ id }) => id),
        [other.id],
      );
      const again = await receiveOne();
      assert.deepEqual([again.id, again.payload, again.attempt], [first.id, payload, 1]);
      await jobs.release(again, { ...failure, isFinal: true });
      assert.equal((await jobs.listDead({ limit: 10 })).items.length, 2);
    });

    it('retries dead jobs by name, or all', async () => {
      const painted = [await die({ name: 'paint' }), await die({ name: 'paint' })];
      const sent = await die({ name: 'send' });
      const ids = painted.map(({ id }) => id).toSorted();
      assert.deepEqual((await jobs.retryDead({ name: 'paint' })).toSorted(), ids);
      assert.deepEqual((await receive()).map(({ id }) => id).toSorted(), ids);
      assert.deepEqual(await jobs.retryDead('all'), [sent.id]);
      assert.deepEqual(await jobs.retryDead('all'), []);
      assert.equal((await receiveOne()).id, sent.id);
    });

    it('retries a dead job although another one of its key waits', async () => {
      const first = await die({ key: 'k' });
      await enqueue({ key: 'k' });
      assert.deepEqual(await jobs.retryDead('all'), [first.id]);
      assert.equal((await receive()).length, 2);
    });

    it('removes dead jobs and no others', async () => {
      const first = await die();
      const second = await die({ name: 'send' });
      await enqueue();
      assert.deepEqual(await jobs.removeDead({ ids: [first.id] }), [first.id]);
      assert.deepEqual(await jobs.removeDead({ name: 'paint' }), []);
      assert.deepEqual(await jobs.removeDead('all'), [second.id]);
      assert.deepEqual(await jobs.removeDead({ ids: [first.id] }), []);
      assert.deepEqual((await jobs.listDead({ limit: 10 })).items, []);
      assert.deepEqual(await jobs.retryDead('all'), []);
      await receiveOne();
    });

    it('accepts a job of the key while the first one runs', async () => {
      await enqueue({ key: 'k' });
      const first = await receiveOne();
      await enqueue({ key: 'k' });
      const second = await receiveOne();
      assert.notEqual(second.id, first.id);
    });

    it('releases a job although another one of its key waits', async () => {
      await enqueue({ key: 'k' });
      const first = await receiveOne();
      await enqueue({ key: 'k' });
      await jobs.release(first, failure);
      now += failure.delay;
      assert.equal((await receive()).length, 2);
    });

    it('wakes a waiting receiver as soon as a job arrives', async () => {
      const waiting = jobs.receive({ limit: 1, lease, waitFor: 60_000 });
      await enqueue();
      assert.equal((await waiting).length, 1);
    });

    it('finds jobs of another process in time', async () => {
      const waiting = jobs.receive({ limit: 1, lease, waitFor: 60_000 });
      await harness.elsewhere.enqueue({ name: 'paint', payload: {} });
      assert.equal((await waiting).length, 1);
    });

    it('returns no job when the wait is over', async () => {
      assert.deepEqual(await jobs.receive({ limit: 1, lease, waitFor: 20 }), []);
    });

    it('stops waiting when aborted', async () => {
      const stopping = new AbortController();
      const waiting = jobs.receive({ limit: 1, lease, waitFor: 60_000, signal: stopping.signal });
      stopping.abort();
      assert.deepEqual(await waiting, []);
      await enqueue();
      assert.deepEqual(await jobs.receive({ limit: 1, lease, waitFor: 60_000, signal: stopping.signal }), []);
      await receiveOne();
    });
  });
}
