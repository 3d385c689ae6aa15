import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minutes } from '../../domain/time.ts';
import type { ApiClient } from './api-client.ts';
import { awaitProcessing } from './upload-files.ts';

/** Imitates a server with these ids left to process in each round. Time passes only during waits. */
function watch(rounds: string[][], rejected: Record<string, string> = {}) {
  let time = 0;
  const left = [...rounds];
  const client: Pick<ApiClient, 'call'> = {
    async call<Answer>(_method: string, path: string) {
      const isRejected = path.includes('status=rejected');
      const ids = isRejected ? Object.keys(rejected) : left.length > 1 ? left.shift() : left[0];
      const items = (ids ?? []).map((id) => ({ id, statusReason: rejected[id] ?? null }));
      // Contains only the fields of a page that the code reads.
      return { items, nextCursor: null } as Answer;
    },
  };
  const done: number[] = [];
  const options = {
    onDone: (count: number) => done.push(count),
    now: () => time,
    delay: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  return { client, options, done, now: () => time };
}

describe('waiting for photos to be processed', () => {
  it('reports the number of processed photos each time, and the rejected ones', async () => {
    const { client, options, done } = watch([['a', 'b'], ['b'], ['b'], []], {
      b: 'No picture.',
      x: 'Of old.',
    });
    assert.deepEqual(await awaitProcessing(client, ['a', 'b', 'c'], options), {
      rejected: new Map([['b', 'No picture.']]),
      processing: new Set(),
    });
    assert.deepEqual(done, [1, 1, 1]);
  });

  it('gives up after five minutes without progress, and reports how many are left', async () => {
    const { client, options, now } = watch([['a', 'b'], ['b']]);
    const { processing } = await awaitProcessing(client, ['a', 'b'], options);
    assert.deepEqual(processing, new Set(['b']));
    assert.ok(now() >= minutes(5) && now() < minutes(6), `${now()}`);
  });

  it('waits as long as there is progress', async () => {
    const slow = Array.from({ length: 90 }, () => ['a', 'b']);
    const slower = Array.from({ length: 90 }, () => ['b']);
    const { client, options, now } = watch([...slow, ...slower, []]);
    assert.equal((await awaitProcessing(client, ['a', 'b'], options)).processing.size, 0);
    assert.ok(now() > minutes(8), `${now()}`);
  });
});
