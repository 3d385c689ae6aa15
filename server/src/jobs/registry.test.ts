import assert from 'node:assert/strict';
import { it } from 'node:test';
import { laneOfJob } from '../domain/job-queue.ts';
import { jobRegistry } from './registry.ts';

it('assigns every job the lane that queues use for it, and rendering lanes only to renderings', () => {
  for (const { name, lane } of jobRegistry.values()) assert.equal(laneOfJob(name), lane, name);
  const drawing = [...jobRegistry.values()].filter(({ lane }) => lane === 'rendering' || lane === 'heavy');
  assert.deepEqual(
    drawing.map(({ name }) => name),
    ['render-photo', 'cut-avatar'],
  );
  assert.equal(laneOfJob('toString'), 'short');
});
