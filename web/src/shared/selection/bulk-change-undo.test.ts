import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BulkChange } from './bulk-change.ts';
import { undoBulkChanges } from './bulk-change.ts';

/** A server that leaves some photos unchanged. */
function serve(left: readonly string[], code: string) {
  const made: string[] = [];
  return {
    made,
    change: async (photoIds: readonly string[]) => {
      const done = new Set(photoIds.filter((id) => !left.includes(id)));
      made.push(...done);
      return { done, failed: { count: photoIds.length - done.size, code } };
    },
  };
}
const restore: BulkChange = { action: 'restore' };

describe('undoBulkChanges', () => {
  it('succeeds if every photo was reverted', async () => {
    const { made, change } = serve([], '');
    await undoBulkChanges([{ photoIds: ['a', 'b'], change: restore }], change);
    assert.deepEqual(made, ['a', 'b']);
  });

  it('throws with the reason if one photo was not', async () => {
    const { change } = serve(['b'], 'offline');
    await assert.rejects(undoBulkChanges([{ photoIds: ['a', 'b'], change: restore }], change), {
      code: 'offline',
      message: 'There is no connection.',
    });
  });

  it('reverts the other photos after a failure', async () => {
    const { made, change } = serve(['a'], 'not-found');
    const steps = [
      { photoIds: ['a'], change: restore },
      { photoIds: ['b'], change: restore },
    ];
    await assert.rejects(undoBulkChanges(steps, change), { code: 'not-found' });
    assert.deepEqual(made, ['b']);
  });

  it('distinguishes a full album from a photo with too many tags', async () => {
    const { change } = serve(['a'], 'quota-exceeded');
    const undo = (by: BulkChange) => undoBulkChanges([{ photoIds: ['a'], change: by }], change);
    await assert.rejects(undo({ action: 'addToAlbum', albumId: '1' }), /An album has at most 10,000 photos/u);
    await assert.rejects(undo({ action: 'addTags', tags: ['sea'] }), /A photo has at most 50 tags/u);
  });
});
