import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '../../config/config.ts';
import { composeOnLambda, openOnce } from './compose-on-lambda.ts';

describe('composing on Lambda', () => {
  it('refuses all backends that would vanish with the function, in one error', async () => {
    await assert.rejects(composeOnLambda({}), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(
        error.faults.map((fault) => fault.split(':')[0]),
        [
          'VITRINE_DATABASE_URL',
          'VITRINE_STORAGE_URL',
          'VITRINE_MAIL_URL',
          'VITRINE_QUEUE_URL',
          'VITRINE_SECRET',
        ],
      );
      return true;
    });
  });

  it('runs once for concurrent calls, and again after a failure', async () => {
    let opened = 0;
    const open = openOnce(async () => {
      opened += 1;
      if (opened === 1) throw new Error('not yet');
      return opened;
    });
    const first = await Promise.allSettled([open(), open()]);
    assert.deepEqual(
      first.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.deepEqual(await Promise.all([open(), open()]), [2, 2]);
    assert.equal(await open(), 2);
  });
});
