import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trashDays } from '@vitrine/contract/limits.ts';
import { countDaysLeft } from './count-days-left.ts';

const left = (trashedAt: string, now: string) => countDaysLeft(new Date(trashedAt), new Date(now));

describe('countDaysLeft', () => {
  it('counts down from all the days that the trash keeps a photo', () => {
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'), trashDays);
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-02T13:00:00Z'), trashDays - 1);
  });

  it('still says all of them a moment after the photo was deleted', () => {
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-01T12:00:05Z'), trashDays);
  });

  it('says one on the last day, and none when a photo is overdue', () => {
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-30T13:00:00Z'), 1);
    assert.equal(left('2026-03-01T12:00:00Z', '2026-06-01T00:00:00Z'), 0);
  });
});
