import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { noon, times } from './builders.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every attempt store. */
export function describeAttemptStore(name: string, create: CreateHarness<'attempts'>): void {
  describe(name, () => {
    let harness: StoreHarness<'attempts'>;

    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    const take = (now = noon, key = 'log-in:ada', index = 0) =>
      (index % 2 ? harness.elsewhere : harness.stores).attempts.take({ key, limit: 3, window: 10_000, now });
    const takeAll = async (now = noon) => {
      for (const remaining of [2, 1, 0])
        assert.deepEqual(await take(now), { allowed: true, remaining, resetAfter: 10 });
    };

    it('allows as many attempts as the limit and says when more are allowed', async () => {
      await takeAll();
      assert.deepEqual(await take(noon + 1), { allowed: false, retryAfter: 10 });
      assert.deepEqual(await take(noon + 8500), { allowed: false, retryAfter: 2 });
    });

    it('allows all attempts again after the window of the first one', async () => {
      await takeAll();
      assert.equal((await take(noon + 9999)).allowed, false);
      await takeAll(noon + 10_000);
      assert.deepEqual(await take(noon + 10_001), { allowed: false, retryAfter: 10 });
    });

    it('does not extend the window for refused attempts', async () => {
      await takeAll();
      for (const index of times(5, (count) => count)) await take(noon + index);
      await takeAll(noon + 10_000);
    });

    const tally = (by: number, now = noon, key = 'spent:ada', index = 0) =>
      (index % 2 ? harness.elsewhere : harness.stores).attempts.tally({ key, by, window: 10_000, now });

    it('sums the counts of a key until the window of the first one ends', async () => {
      assert.equal(await tally(0), 0);
      assert.equal(await tally(700), 700);
      assert.equal(await tally(0, noon + 1, 'spent:bob'), 0);
      assert.equal(await tally(50, noon + 9999), 750);
      assert.equal(await tally(0, noon + 9999), 750);
      assert.equal(await tally(0, noon + 10_000), 0);
      assert.equal(await tally(3, noon + 10_000), 3);
    });

    it('loses no concurrent count', async () => {
      for (const now of [noon, noon + 30_000]) {
        await Promise.all(times(20, (index) => tally(index, now, 'spent:all', index)));
        assert.equal(await tally(0, now, 'spent:all'), 190);
      }
    });

    it('forgets counts after their window', async () => {
      await tally(5);
      await harness.stores.attempts.removeExpired(noon + 10_000);
      assert.equal(await tally(0), 0);
    });

    it('counts each key separately', async () => {
      await takeAll();
      assert.equal((await take(noon, 'log-in:bob')).allowed, true);
      assert.equal((await take(noon, 'x'.repeat(200))).allowed, true);
    });

    it('allows no more than the limit under concurrent attempts', async () => {
      for (const now of [noon, noon + 10_000, noon + 30_000]) {
        const outcomes = await Promise.all(times(20, (index) => take(now, 'k', index)));
        assert.equal(outcomes.filter(({ allowed }) => allowed).length, 3);
      }
    });

    it('refunds one attempt of the current window, and never more than were taken', async () => {
      const refund = (now = noon) => harness.elsewhere.attempts.refund('log-in:ada', now);
      await refund();
      await takeAll();
      await refund(noon + 1);
      assert.equal((await take(noon + 2)).allowed, true);
      assert.equal((await take(noon + 3)).allowed, false);
      await refund(noon + 10_000);
      assert.equal((await take(noon + 9999)).allowed, false, 'the window was over');
      for (const _ of times(5, () => 0)) await refund(noon + 4);
      await takeAll(noon + 5);
      assert.equal((await take(noon + 6)).allowed, false);
    });

    it('resets the attempts of a key', async () => {
      await takeAll();
      await harness.stores.attempts.reset('log-in:ada');
      await harness.stores.attempts.reset('log-in:ada');
      await takeAll();
    });

    it('removes only expired windows', async () => {
      await takeAll();
      await harness.stores.attempts.removeExpired(noon + 9999);
      assert.equal((await take()).allowed, false);
      await harness.stores.attempts.removeExpired(noon + 10_000);
      assert.equal((await take()).allowed, true);
    });
  });
}
