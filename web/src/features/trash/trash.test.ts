import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { trashDays } from '@vitrine/contract/limits.ts';
import { countDaysLeft } from './trash.tsx';

const left = (trashedAt: string, now: string) => countDaysLeft(new Date(trashedAt), new Date(now));

describe('countDaysLeft', () => {
  it('counts down from the days that the trash keeps a photo', () => {
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'), trashDays);
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-02T13:00:00Z'), trashDays - 1);
  });

  it('returns all days right after the deletion', () => {
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-01T12:00:05Z'), trashDays);
  });

  it('returns one on the last day, and zero for an overdue photo', () => {
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-30T13:00:00Z'), 1);
    assert.equal(left('2026-03-01T12:00:00Z', '2026-06-01T00:00:00Z'), 0);
  });
});
