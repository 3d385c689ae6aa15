import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../domain/errors.ts';
import { untilUncontested } from './until-uncontested.ts';

describe('a write that others come between', () => {
  it('is done again until it answers', async () => {
    let attempts = 0;
    const answer = await untilUncontested(async () => (++attempts < 4 ? undefined : 'written'));
    assert.deepEqual([answer, attempts], ['written', 4]);
  });

  it('is given up in the end, and says that trying again makes sense', async () => {
    const never = untilUncontested(async () => undefined, 20);
    await assert.rejects(never, (error) => error instanceof AppError && error.retryAfter === 1);
  });

  it('ends at once where it fails for another reason', async () => {
    await assert.rejects(
      untilUncontested(() => Promise.reject(new Error('broken'))),
      /broken/u,
    );
  });
});
