import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { days, hours, minutes } from '../../domain/time.ts';
import { jobRegistry } from '../../jobs/registry.ts';
import { runJob } from '../../jobs/run-job.ts';
import type { Ports } from '../../ports/index.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { requeueWaitingPhotos } from './reconcile.ts';

const tidyInterval = minutes(5);
const lastAttempt = jobRegistry.get('render-photo')?.attempts ?? 0;

describe('a photo that waits for rendering', () => {
  let app: TestApp;
  let owner: TestClient;
  before(async () => {
    app = await startApp();
    owner = await app.createMember('owner');
  });
  after(() => app[Symbol.asyncDispose]());

  const failingAt = (elapsed: number): Ports => ({
    ...app.ports,
    images: { ...app.ports.images, render: () => Promise.reject(new Error('out of luck')) },
    clock: { now: () => app.ports.clock.now() + elapsed },
    // The queue keeps its own clock, so drop jobs for later.
    jobs: {
      ...app.ports.jobs,
      enqueue: async (job) => (job.runAt === undefined ? app.ports.jobs.enqueue(job) : undefined),
    },
  });
  const receive = () => app.ports.jobs.receive({ limit: 10, lease: 30_000, waitFor: 0 });
  const countDead = async () => (await app.ports.jobs.listDead({ limit: 500 })).items.length;

  it('is enqueued again with growing pauses if it always fails', async () => {
    const { id } = await owner.upload(await makeJpeg({ hue: 10 }));
    const deadAfter: number[] = [];
    for (let elapsed = 0; elapsed <= days(1); elapsed += tidyInterval) {
      const ports = failingAt(elapsed);
      await requeueWaitingPhotos(ports);
      for (const job of await receive())
        await runJob(ports, { ...job, attempt: lastAttempt }, new AbortController().signal);
      if (elapsed % hours(1) === 0) deadAfter.push(await countDead());
    }
    assert.ok((deadAfter[1] ?? 0) >= 3, 'what fails for an hour is tried a few times');
    const dead = deadAfter.at(-1) ?? 0;
    assert.ok(dead <= 8, `${dead} dead jobs of one picture`);
    assert.equal((await owner.get(`/photos/${id}`)).body.status, 'processing');
    await app.ports.photos.remove(id, () => true);
    await app.ports.jobs.removeDead('all');
  });

  it('is enqueued again at once if its job was lost, however long ago', async () => {
    const { id } = await owner.upload(await makeJpeg({ hue: 20 }));
    const [lost] = await receive();
    assert.ok(lost);
    await app.ports.jobs.complete(lost);
    assert.equal(await requeueWaitingPhotos(failingAt(0)), 0, 'its job may be under way');
    assert.equal(await requeueWaitingPhotos(failingAt(hours(10))), 1);
    assert.equal(await requeueWaitingPhotos(failingAt(hours(10) + tidyInterval)), 0);
    await app.runJobs();
    assert.equal((await owner.get(`/photos/${id}`)).body.status, 'ready');
  });
});
