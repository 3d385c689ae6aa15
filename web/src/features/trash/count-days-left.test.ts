import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countDaysLeft } from './count-days-left.ts';

const left = (trashedAt: string, now: string) => countDaysLeft(new Date(trashedAt), new Date(now));

describe('countDaysLeft', () => {
  it('counts down from thirty days', () => {
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'), 30);
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-02T11:00:00Z'), 29);
    assert.equal(left('2026-03-01T12:00:00Z', '2026-03-30T13:00:00Z'), 0);
  });

  it('stays at none when a photo is overdue', () => {
    assert.equal(left('2026-03-01T12:00:00Z', '2026-06-01T00:00:00Z'), 0);
  });
});
