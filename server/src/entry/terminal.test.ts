import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countOf, formatBytes, formatDuration } from './terminal.ts';

describe('readable units', () => {
  it('give sizes in the unit that leaves one to three digits', () => {
    const sizes = [0, 1, 999, 1024, 1023 * 1024, 5 * 1024 ** 2, 200 * 1024 ** 2, 1500 * 1024 ** 3];
    const shown = ['0 bytes', '1 byte', '999 bytes', '1.0 kB', '1.0 MB', '5.0 MB', '200 MB', '1.5 TB'];
    assert.deepEqual(sizes.map(formatBytes), shown);
  });

  it('give durations in seconds, minutes, then hours and minutes', () => {
    const seconds = [0, 0.2, 59, 60, 89, 150, 3599, 3600, 4800, 26 * 3600];
    const shown = ['0 s', '1 s', '59 s', '1 min', '1 min', '3 min', '1 h', '1 h', '1 h 20 min', '26 h'];
    assert.deepEqual(
      seconds.map((count) => formatDuration(count * 1000)),
      shown,
    );
  });

  it('use the singular for one and the plural for other numbers', () => {
    const counts = [0, 1, 2].map((count) => countOf(count, 'photo'));
    assert.deepEqual(counts, ['0 photos', '1 photo', '2 photos']);
    assert.equal(countOf(2, 'is', 'are'), '2 are');
  });
});
