import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError, withRetries } from './api-client.ts';

const refusal = (status: number, retryAfter?: number) =>
  new ApiError('no', { status, code: undefined, retryAfter });

/** Fails with these errors in order, and then succeeds. */
async function attempt(...failures: Error[]): Promise<number[]> {
  const pauses: number[] = [];
  await withRetries(
    async (pause) => pauses.push(pause),
    async () => {
      const failure = failures.shift();
      if (failure) throw failure;
    },
  );
  return pauses;
}

describe('retries', () => {
  it('waits longer after each attempt without a response', async () => {
    const [first = 0, second = 0, third = 0] = await attempt(
      new TypeError('fetch failed'),
      new TypeError('fetch failed'),
      refusal(503),
    );
    assert.ok(first >= 375 && first <= 625);
    assert.ok(second >= 750 && second <= 1250);
    assert.ok(third >= 1500 && third <= 2500);
  });

  it('waits as long as the server asks', async () => {
    assert.deepEqual(await attempt(refusal(429, 20)), [20_000]);
  });

  it('does not retry permanent errors', async () => {
    await assert.rejects(attempt(refusal(422)), { status: 422 });
    await assert.rejects(attempt(new Error('a fault of ours')), /a fault of ours/u);
  });

  it('stops after the sixth attempt', async () => {
    await assert.rejects(attempt(...Array.from({ length: 6 }, () => refusal(500))), { status: 500 });
  });

  it('does not wait for hours', async () => {
    await assert.rejects(attempt(refusal(429, 3600)), { status: 429 });
  });
});
