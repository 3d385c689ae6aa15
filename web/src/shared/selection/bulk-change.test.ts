import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import { offlineProblem } from '../../api/request.ts';
import { changePhotosInBulk } from './bulk-change.ts';

const ids = Array.from({ length: maxPhotosAtOnce * 2 + 1 }, (_, number) => `p${number}`);

/** A server whose connection breaks after this many requests. */
function serve(requests: number) {
  const asked: number[] = [];
  return {
    asked,
    send: async ({ photoIds }: { photoIds: string[] }) => {
      if (asked.length >= requests) throw offlineProblem();
      asked.push(photoIds.length);
      return { results: photoIds.map((photoId) => ({ photoId, ok: true })) };
    },
  };
}

describe('changePhotosInBulk', () => {
  it('sends several requests for more photos than one takes', async () => {
    const { asked, send } = serve(3);
    const { done, failed } = await changePhotosInBulk(ids, { action: 'delete' }, send);
    assert.deepEqual(asked, [maxPhotosAtOnce, maxPhotosAtOnce, 1]);
    assert.deepEqual([done.size, failed.count], [ids.length, 0]);
  });

  it('reports what was done before the connection broke, and what was not', async () => {
    const { send } = serve(1);
    const { done, failed } = await changePhotosInBulk(ids, { action: 'delete' }, send);
    assert.deepEqual([...done], ids.slice(0, maxPhotosAtOnce));
    assert.deepEqual(failed, { count: maxPhotosAtOnce + 1, code: 'offline' });
  });

  it('throws if nothing was done', async () => {
    const { send } = serve(0);
    await assert.rejects(changePhotosInBulk(ids, { action: 'delete' }, send), { code: 'offline' });
  });
});
