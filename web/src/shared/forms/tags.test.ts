import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addTagsTo, readTags, removeTagsFrom } from './tags.ts';

describe('tags', () => {
  it('are split at commas', () => {
    assert.deepEqual(readTags(' sea , blue sky,, '), ['sea', 'blue sky']);
  });

  it('are added unless they are present in another case', () => {
    assert.deepEqual(addTagsTo(['Sea', 'sky'], ['sea', 'sand', 'SAND']), ['Sea', 'sky', 'sand']);
  });

  it('are removed in any case', () => {
    assert.deepEqual(removeTagsFrom(['Sea', 'sky'], ['sea']), ['sky']);
  });
});
