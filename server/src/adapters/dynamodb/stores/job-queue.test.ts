import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as tick } from 'node:timers/promises';
import { newId, noon } from '../../../ports/conformance/builders.ts';
import type { Table } from '../table/table.ts';
import { createDynamoJobQueue } from './job-queue.ts';

describe('enqueueing in DynamoDB', () => {
  it('rejects if a query fails, without an unhandled rejection', async () => {
    const listEntries = async () => {
      await tick();
      throw new Error('throttled');
    };
    const table = { listEntries } as unknown as Table;
    const jobs = createDynamoJobQueue(table, { clock: { now: () => noon }, secrets: { createId: newId } });
    await assert.rejects(jobs.enqueue({ name: 'paint', payload: {} }), /throttled/u);
    await tick();
  });
});
