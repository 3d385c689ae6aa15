import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../domain/errors.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

describe('a write with concurrent writes', () => {
  it('is repeated until it succeeds', async () => {
    let attempts = 0;
    const answer = await retryOnConflict(async () => (++attempts < 4 ? undefined : 'written'));
    assert.deepEqual([answer, attempts], ['written', 4]);
  });

  it('fails in the end with the advice to retry', async () => {
    const never = retryOnConflict(async () => undefined, 20);
    await assert.rejects(never, (error) => error instanceof AppError && error.retryAfter === 1);
  });

  it('fails at once for any other reason', async () => {
    await assert.rejects(
      retryOnConflict(() => Promise.reject(new Error('broken'))),
      /broken/u,
    );
  });
});
