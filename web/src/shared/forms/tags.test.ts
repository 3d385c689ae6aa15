import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addTagsTo, readTags, removeTagsFrom } from './tags.ts';

describe('tags', () => {
  it('are read between commas', () => {
    assert.deepEqual(readTags(' sea , blue sky,, '), ['sea', 'blue sky']);
  });

  it('are added where they are not there yet, however they are written', () => {
    assert.deepEqual(addTagsTo(['Sea', 'sky'], ['sea', 'sand', 'SAND']), ['Sea', 'sky', 'sand']);
  });

  it('are taken away, however they are written', () => {
    assert.deepEqual(removeTagsFrom(['Sea', 'sky'], ['sea']), ['sky']);
  });
});
