import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suggestTags } from './tags.ts';

const known = ['Bay', 'baltic sea', 'Sea', 'Seal', 'yosemite', 'Überlingen'];

describe('suggested tags', () => {
  for (const [typed, present, suggested] of [
    ['sea', [], ['Sea', 'Seal', 'baltic sea']],
    ['SEA', ['sea'], ['Seal', 'baltic sea']],
    [' yos', [], ['yosemite']],
    ['über', [], ['Überlingen']],
    ['', [], []],
    ['  ', [], []],
    ['mountain', [], []],
  ] as const)
    it(`for “${typed}” are ${suggested.join(', ') || 'none'}${present.length ? ' beside those that are there' : ''}`, () => {
      assert.deepEqual(suggestTags(known, present, typed), suggested);
    });

  it('are eight at most', () => {
    const many = Array.from({ length: 30 }, (_, count) => `tag ${count}`);
    assert.equal(suggestTags(many, [], 'tag').length, 8);
  });
});
