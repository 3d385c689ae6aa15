import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suggestTags } from './tags.ts';

const known = ['Bay', 'baltic sea', 'Sea', 'Seal', 'yosemite', 'Überlingen'];

describe('suggestTags', () => {
  for (const [typed, present, suggested] of [
    ['sea', [], ['Sea', 'Seal', 'baltic sea']],
    ['SEA', ['sea'], ['Seal', 'baltic sea']],
    [' yos', [], ['yosemite']],
    ['über', [], ['Überlingen']],
    ['', [], []],
    ['  ', [], []],
    ['mountain', [], []],
  ] as const)
    it(`suggests ${suggested.join(', ') || 'nothing'} for “${typed}”${present.length ? ' beside present tags' : ''}`, () => {
      assert.deepEqual(suggestTags(known, present, typed), suggested);
    });

  it('suggests eight tags at most', () => {
    const many = Array.from({ length: 30 }, (_, count) => `tag ${count}`);
    assert.equal(suggestTags(many, [], 'tag').length, 8);
  });
});
