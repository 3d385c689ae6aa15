import assert from 'node:assert/strict';
import { it } from 'node:test';
import { limitConcurrency } from './passwords.ts';

it('runs no more tasks at once than allowed, and all of them in the end, also after failures', async () => {
  const limited = limitConcurrency(2, 18);
  let running = 0;
  let most = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      limited(async () => {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => setImmediate(resolve));
        running--;
        if (index % 3 === 0) throw new Error('failed');
        return index;
      }),
    ),
  );
  assert.equal(most, 2);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 13);
  assert.equal(await limited(async () => 'still open'), 'still open');
});

it('refuses tasks while too many wait, and accepts them afterwards', async () => {
  const limited = limitConcurrency(1, 3);
  const held = Promise.withResolvers<void>();
  const admitted = [1, 2, 3, 4].map(() => limited(() => held.promise));
  await assert.rejects(
    limited(async () => assert.fail('it was begun')),
    { code: 'too-many-requests' },
  );
  held.resolve();
  await Promise.all(admitted);
  assert.equal(await limited(async () => 'open again'), 'open again');
});
