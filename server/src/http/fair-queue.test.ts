import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createFairQueue } from './password-queue.ts';

/* Tasks that run until the test ends them, and the order of their starts. */
function startCrowd(turns: ReturnType<typeof createFairQueue>) {
  const begun: string[] = [];
  const beginnings = async () => {
    await setImmediate();
    return begun;
  };
  const endings = new Map<string, () => void>();
  const results = new Map<string, Promise<unknown>>();
  return {
    beginnings,
    enter(group: string, name: string, signal?: AbortSignal) {
      const work = () => {
        begun.push(name);
        return new Promise<void>((resolve) => endings.set(name, resolve));
      };
      const result = turns(group, work, signal);
      results.set(name, result);
      result.catch(() => {});
      return result;
    },
    async end(name: string) {
      endings.get(name)?.();
      await results.get(name);
    },
  };
}

const limits = { places: 3, placesPerGroup: 2, waitingPerGroup: 4, waiting: 6 };

describe('fair turns', () => {
  it('run two tasks of a group at a time, then the group that waited longest', async () => {
    const crowd = startCrowd(createFairQueue(limits));
    for (const count of [1, 2, 3, 4, 5]) crowd.enter('eager', `eager ${count}`);
    assert.deepEqual(await crowd.beginnings(), ['eager 1', 'eager 2']);
    crowd.enter('other', 'other 1');
    crowd.enter('third', 'third 1');
    assert.deepEqual(await crowd.beginnings(), ['eager 1', 'eager 2', 'other 1']);
    await crowd.end('eager 1');
    await crowd.end('other 1');
    assert.deepEqual((await crowd.beginnings()).slice(3).sort(), ['eager 3', 'third 1']);
  });

  it('refuse a group with too many tasks, and let others wait', async () => {
    const crowd = startCrowd(createFairQueue(limits));
    for (const count of [1, 2, 3, 4, 5, 6]) crowd.enter('eager', `eager ${count}`);
    await assert.rejects(crowd.enter('eager', 'eager 7'), { code: 'too-many-requests', retryAfter: 5 });
    crowd.enter('other', 'other 1');
    assert.ok((await crowd.beginnings()).includes('other 1'));
    for (const name of ['a', 'b']) crowd.enter(name, name);
    await assert.rejects(crowd.enter('c', 'c'), { code: 'too-many-requests' }, 'too much waits in all');
  });

  it('free the slots of failed tasks and of waiting tasks whose caller left', async () => {
    const turns = createFairQueue({ ...limits, places: 1 });
    await assert.rejects(
      turns('a', async () => {
        throw new Error('failed');
      }),
      { message: 'failed' },
    );
    const crowd = startCrowd(turns);
    crowd.enter('a', 'first');
    const leaving = new AbortController();
    const left = crowd.enter('b', 'left', leaving.signal);
    crowd.enter('c', 'last');
    leaving.abort(new Error('gone'));
    await assert.rejects(left, { message: 'gone' });
    await crowd.end('first');
    assert.deepEqual(await crowd.beginnings(), ['first', 'last']);
  });
});
