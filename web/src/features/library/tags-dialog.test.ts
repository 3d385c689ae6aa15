import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import { countTags, invertTagsChange } from './tags-dialog.tsx';

describe('tags of several photos', () => {
  it('are restored: added tags are removed where they were new, removed ones are added back', () => {
    const photos = [
      { id: 'a', tags: ['Sea'] },
      { id: 'b', tags: [] as string[] },
      { id: 'c', tags: ['sky'] },
    ] as Photo[];
    assert.deepEqual(invertTagsChange(photos, { action: 'addTags', tags: ['sea', 'sand'] }), [
      { photoIds: ['a'], change: { action: 'removeTags', tags: ['sand'] } },
      { photoIds: ['b', 'c'], change: { action: 'removeTags', tags: ['sea', 'sand'] } },
    ]);
    assert.deepEqual(invertTagsChange(photos, { action: 'removeTags', tags: ['sea', 'sky'] }), [
      { photoIds: ['a'], change: { action: 'addTags', tags: ['Sea'] } },
      { photoIds: ['c'], change: { action: 'addTags', tags: ['sky'] } },
    ]);
  });

  it('are counted, the most frequent first', () => {
    const photos = [{ tags: ['sky', 'sea'] }, { tags: ['sea'] }] as Photo[];
    assert.deepEqual(countTags(photos), [
      ['sea', 2],
      ['sky', 1],
    ]);
  });
});
