import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../domain/errors.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import { jobRegistry } from './registry.ts';
import { type JobOutcome, runJob } from './run-job.ts';

/** Lets a photo's rendering fail at its `attempt`, because the store is unreachable. */
async function failRendering({ ports }: TestApp, attempt: number): Promise<JobOutcome> {
  await ports.jobs.enqueue({ name: 'render-photo', payload: { photoId: 'p' } });
  const [job] = await ports.jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 });
  assert.ok(job);
  const find = () =>
    Promise.reject(new AppError('unavailable', 'Not now.', { cause: new Error('disk gone') }));
  const failing = { ...ports, photos: { ...ports.photos, find } };
  return await runJob(failing, { ...job, attempt }, new AbortController().signal);
}

describe('running a job', () => {
  it('marks a job dead after its last attempt, with the reason and its cause', async () => {
    await using app = await startApp();
    const last = jobRegistry.get('render-photo')?.attempts ?? 0;
    assert.equal(await failRendering(app, last - 1), 'released');
    assert.deepEqual((await app.ports.jobs.listDead({ limit: 9 })).items, []);
    assert.equal(await failRendering(app, last), 'dead');
    const [dead] = (await app.ports.jobs.listDead({ limit: 9 })).items;
    assert.deepEqual([dead?.name, dead?.reason], ['render-photo', 'Not now. (disk gone)']);
  });

  it('marks a job dead that crashes every process', async () => {
    await using app = await startApp();
    const { ports } = app;
    await ports.jobs.enqueue({ name: 'tidy', payload: {} });
    const [job] = await ports.jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 });
    assert.ok(job);
    const attempt = (jobRegistry.get('tidy')?.attempts ?? 0) + 21;
    const untouchable = new Proxy(ports.photos, { get: () => assert.fail('it was begun') });
    const outcome = await runJob(
      { ...ports, photos: untouchable },
      { ...job, attempt },
      new AbortController().signal,
    );
    assert.equal(outcome, 'dead');
    const [dead] = (await ports.jobs.listDead({ limit: 9 })).items;
    assert.match(dead?.reason ?? '', /the process ended each time/u);
  });

  it('marks an unknown job dead at once', async () => {
    await using app = await startApp();
    await app.ports.jobs.enqueue({ name: 'paint', payload: {} });
    await app.runJobs();
    const [dead] = (await app.ports.jobs.listDead({ limit: 9 })).items;
    assert.equal(dead?.reason, 'no job is called paint');
  });
});
