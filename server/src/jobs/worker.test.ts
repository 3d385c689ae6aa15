import assert from 'node:assert/strict';
import { once } from 'node:events';
import { it } from 'node:test';
import { startGallery } from '../testing/gallery.ts';
import { startWorker } from './worker.ts';

it('goes on working where neither a job nor the log can be relied on', async () => {
  await using gallery = await startGallery();
  const { ports } = gallery;
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
  // Of what is due every few minutes.
  assert.ok(await done);
});
