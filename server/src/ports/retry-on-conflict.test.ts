import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../domain/errors.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

describe('a write that others come between', () => {
  it('is done again until it answers', async () => {
    let attempts = 0;
    const answer = await retryOnConflict(async () => (++attempts < 4 ? undefined : 'written'));
    assert.deepEqual([answer, attempts], ['written', 4]);
  });

  it('is given up in the end, and says that trying again makes sense', async () => {
    const never = retryOnConflict(async () => undefined, 20);
    await assert.rejects(never, (error) => error instanceof AppError && error.retryAfter === 1);
  });

  it('ends at once where it fails for another reason', async () => {
    await assert.rejects(
      retryOnConflict(() => Promise.reject(new Error('broken'))),
      /broken/u,
    );
  });
});
