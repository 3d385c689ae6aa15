import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import type { BulkChange } from '../selection/bulk-change.ts';
import { addToAlbum } from './use-add-to-album.ts';

const album = { id: '1', photoCount: 2 };

/** A server whose album holds some photos and refuses others. */
function serve(present: readonly string[], { refused = [] as string[], code = 'offline' } = {}) {
  const asked: [action: string, photoIds: readonly string[]][] = [];
  return {
    asked,
    read: async () => present.map((id) => ({ id }) as Photo),
    change: async (photoIds: readonly string[], { action }: BulkChange) => {
      asked.push([action, photoIds]);
      const done = new Set(photoIds.filter((id) => !refused.includes(id)));
      const count = photoIds.length - done.size;
      return { done, failed: { count, code: count > 0 ? code : undefined } };
    },
  };
}

describe('addToAlbum', () => {
  it('counts photos that were in the album and undoes only the others', async () => {
    const { asked, ...parts } = serve(['b']);
    const { added, present, undo } = await addToAlbum(album, ['a', 'b', 'c'], parts);
    assert.deepEqual([added, present], [['a', 'c'], 1]);
    await undo?.();
    assert.deepEqual(asked.at(-1), ['removeFromAlbum', ['a', 'c']]);
  });

  it('reports and undoes the added photos if others failed', async () => {
    const { asked, ...parts } = serve(['b'], { refused: ['c', 'd'] });
    const { added, present, failed, undo } = await addToAlbum(album, ['a', 'b', 'c', 'd'], parts);
    assert.deepEqual([added, present, failed], [['a'], 1, { count: 2, code: 'offline' }]);
    await undo?.();
    assert.deepEqual(asked.at(-1), ['removeFromAlbum', ['a']]);
  });

  it('throws with the reason if no photo could be added', async () => {
    const parts = serve([], { refused: ['a', 'b'], code: 'quota-exceeded' });
    await assert.rejects(addToAlbum(album, ['a', 'b'], parts), /An album has at most 10,000 photos/u);
  });

  it('offers no undo if the previous content is unknown', async () => {
    const { added, undo } = await addToAlbum(album, ['a'], { ...serve([]), read: async () => undefined });
    assert.deepEqual([added, undo], [['a'], undefined]);
  });
});
