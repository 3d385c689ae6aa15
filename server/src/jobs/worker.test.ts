import assert from 'node:assert/strict';
import { once } from 'node:events';
import { it } from 'node:test';
import { waitFor } from '../../../e2e/api-client.ts';
import { password, startApp } from '../testing/app/test-app.ts';
import { startWorker } from './worker.ts';

it('keeps working although jobs and the log fail', async () => {
  await using app = await startApp();
  const { ports } = app;
  const fail = () => {
    throw new Error('no space left on device');
  };
  const handled = new EventTarget();
  const jobs = {
    ...ports.jobs,
    async complete(...parameters: Parameters<typeof ports.jobs.complete>) {
      await ports.jobs.complete(...parameters);
      handled.dispatchEvent(new Event('handled'));
    },
  };
  const log = { debug: fail, info: fail, warn: fail, error: fail };
  const unfit = { payload: { nonsense: true } };
  await ports.jobs.enqueue({ name: 'render-photo', ...unfit });
  await ports.jobs.enqueue({ name: 'send-mail', ...unfit });
  const done = once(handled, 'handled', { signal: AbortSignal.timeout(20_000) });
  await using _ = startWorker({ ...ports, jobs, log }, { concurrency: 1 });
  // This job is enqueued every few minutes.
  assert.ok(await done);
});

it('polls the queue once for all idle workers of a kind', async () => {
  await using app = await startApp();
  const { ports } = app;
  const asking = new Map<string, number>();
  let most = 0;
  const receive: typeof ports.jobs.receive = async (request) => {
    const kind = String(request.lanes?.toSorted());
    asking.set(kind, (asking.get(kind) ?? 0) + 1);
    most = Math.max(most, ...asking.values());
    try {
      return await ports.jobs.receive(request);
    } finally {
      asking.set(kind, (asking.get(kind) ?? 0) - 1);
    }
  };
  await using _ = startWorker({ ...ports, jobs: { ...ports.jobs, receive } }, { concurrency: 4 });
  await waitFor(async () => assert.equal(asking.size, 4));
  await app.createVisitor().post('/accounts', { username: 'ada', email: 'ada@example.org', password });
  await waitFor(async () => app.codeFor('ada@example.org'));
  assert.equal(most, 1);
});
