import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operations } from '../../server/src/testing/api/operations.ts';
import { runFuzz } from './run-fuzz.ts';

describe('random requests made from the API document', () => {
  it('cause no server error, get responses that match the document, and keep counts correct', async () => {
    const { faults, operations: reached, memory } = await runFuzz({ requests: 3_000, seed: 7 });
    assert.deepEqual(faults, []);
    assert.ok(reached > operations.length / 2, `${reached} of ${operations.length} operations succeeded`);
    const [first = 0, last = 0] = [memory[1], memory.at(-1)];
    assert.ok(last < first + 200, `${first} MB became ${last} MB`);
  });
});
